"""The codes of ``welfsim.vocabulary`` as plain integers, beside which numpy keeps a narrow column narrow."""

from __future__ import annotations

from enum import IntEnum
from types import SimpleNamespace

from welfsim.vocabulary import codes


def plain(code: type[IntEnum]) -> SimpleNamespace:
    """Return the members of a code as plain integers."""
    return SimpleNamespace(**{member.name: int(member) for member in code})


Activity = plain(codes.Activity)
AwardEnd = plain(codes.AwardEnd)
CoachUse = plain(codes.CoachUse)
Condition = plain(codes.Condition)
Departure = plain(codes.Departure)
DisabilityBenefit = plain(codes.DisabilityBenefit)
DisputeStage = plain(codes.DisputeStage)
Element = plain(codes.Element)
EsaGroup = plain(codes.EsaGroup)
EsaKind = plain(codes.EsaKind)
HealthGroup = plain(codes.HealthGroup)
HealthLoss = plain(codes.HealthLoss)
HealthLoss = plain(codes.HealthLoss)
Job = plain(codes.Job)
LcwraRoute = plain(codes.LcwraRoute)
Nation = plain(codes.Nation)
PipOutcome = plain(codes.PipOutcome)
PipRate = plain(codes.PipRate)
Presence = plain(codes.Presence)
Programme = plain(codes.Programme)
ProgrammeEnd = plain(codes.ProgrammeEnd)
Readiness = plain(codes.Readiness)
Region = plain(codes.Region)
Referral = plain(codes.Referral)
ReferralRoute = plain(codes.ReferralRoute)
Regime = plain(codes.Regime)
ReviewOutcome = plain(codes.ReviewOutcome)
Severity = plain(codes.Severity)
Sex = plain(codes.Sex)
UcEnd = plain(codes.UcEnd)
Unassessed = plain(codes.Unassessed)
Undecided = plain(codes.Undecided)
Tenure = plain(codes.Tenure)
VolunteerEnd = plain(codes.VolunteerEnd)
WcaDisputeResult = plain(codes.WcaDisputeResult)
WcaDisputeStage = plain(codes.WcaDisputeStage)
WcaOutcome = plain(codes.WcaOutcome)
WorkStatus = plain(codes.WorkStatus)
