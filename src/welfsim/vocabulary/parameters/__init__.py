"""The parameters: every number that law, services or behaviour put into a month, declared once.

Values, dates, sources and ranges are in ``policy/current_law/*.yaml``; nothing here has a value. Money is in
integer pence, time in integer months, shares from 0 to 1, hazards a month.

What is paid or charged may be as high as the unit's ceiling in ``fields``. A threshold is compared with pay or savings
and never added up, so it may be set out of reach, which abolishes it.
"""

from welfsim.vocabulary.parameters.benefits import (
    BenefitCap,
    Carers,
    ChildBenefit,
    EmploymentSupportAllowance,
    JobseekersAllowance,
    ScottishChildPayment,
    SickPay,
    TakeUp,
    UnemploymentInsurance,
    UniversalCredit,
)
from welfsim.vocabulary.parameters.capability import Assessment, Claims, WcaDisputes
from welfsim.vocabulary.parameters.career import Career
from welfsim.vocabulary.parameters.disability import DisabilityBenefitSystem, DisabilityRates, Points
from welfsim.vocabulary.parameters.economy import Costs, Economy, Pay, Tax, Uprating
from welfsim.vocabulary.parameters.health import Ageing, Health
from welfsim.vocabulary.parameters.outgoings import Childcare, CouncilTax
from welfsim.vocabulary.parameters.policy import Policy
from welfsim.vocabulary.parameters.record import POLICY
from welfsim.vocabulary.parameters.sick_leave import SickLeave
from welfsim.vocabulary.parameters.support import Coaching, ProgrammeTerms
from welfsim.vocabulary.parameters.work import Employment

__all__ = [
    "POLICY",
    "Ageing",
    "Assessment",
    "BenefitCap",
    "Career",
    "Carers",
    "ChildBenefit",
    "Childcare",
    "Claims",
    "Coaching",
    "Costs",
    "CouncilTax",
    "DisabilityBenefitSystem",
    "DisabilityRates",
    "Economy",
    "Employment",
    "EmploymentSupportAllowance",
    "Health",
    "JobseekersAllowance",
    "Pay",
    "Points",
    "Policy",
    "ProgrammeTerms",
    "ScottishChildPayment",
    "SickLeave",
    "SickPay",
    "TakeUp",
    "Tax",
    "UnemploymentInsurance",
    "UniversalCredit",
    "Uprating",
    "WcaDisputes",
]
