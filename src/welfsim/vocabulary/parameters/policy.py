"""All parameters of one month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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
from welfsim.vocabulary.parameters.sick_leave import SickLeave
from welfsim.vocabulary.parameters.support import Coaching, ProgrammeTerms
from welfsim.vocabulary.parameters.work import Employment


class Policy(NamedTuple):
    """All parameters of one month, by group; each programme of the law is a group of its own."""

    uprating: Uprating
    economy: Economy
    universal_credit: UniversalCredit
    benefit_cap: BenefitCap
    child_benefit: ChildBenefit
    sick_pay: SickPay
    employment_support_allowance: EmploymentSupportAllowance
    disability_rates: DisabilityRates
    carers: Carers
    tax: Tax
    pay: Pay
    career: Career
    costs: Costs
    ageing: Ageing
    health: Health
    claims: Claims
    assessment: Assessment
    wca_disputes: WcaDisputes
    pip: DisabilityBenefitSystem
    adp: DisabilityBenefitSystem
    points: Points
    coaching: Coaching
    programme: Sequence[ProgrammeTerms]  # by Programme
    employment: Employment
    sick_leave: SickLeave
    take_up: TakeUp
    unemployment_insurance: UnemploymentInsurance
    jobseekers_allowance: JobseekersAllowance
    scottish_child_payment: ScottishChildPayment
    childcare: Childcare
    council_tax: CouncilTax
