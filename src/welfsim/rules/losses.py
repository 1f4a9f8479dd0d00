"""Benefits for ill health that are lost: how much, the strain that follows, and the claim that replaces it.

Only a decision or the law takes a benefit. Who leaves by themselves, recovers out of a group, dies or passes pension
age has lost nothing.
"""

from __future__ import annotations

from welfsim.compiled import move, rule
from welfsim.months import MONTHS_A_YEAR
from welfsim.rules.strain import add_strain
from welfsim.vocabulary.accounts import Accounts
from welfsim.vocabulary.codes import HealthLoss, Job, Severity
from welfsim.vocabulary.parameters import Claims, Health
from welfsim.vocabulary.persons import Persons

LOSS_OF_THE_EVIDENCE = 150_000  # pence a year, to which `health.cases_lost_income` belongs


@rule
def loss_of(lost: int, lost_disability: int) -> int:
    """Return which benefit makes up most of a loss, of which some is PIP or ADP."""
    return HealthLoss.DISABILITY.value if 2 * lost_disability > lost else HealthLoss.INCAPACITY.value


@rule
def strain_of_loss(lost: int, p: Health) -> float:
    """Return the strain of some pence a month less, in proportion to the year's loss of the evidence.

    `cases_lost_income` × the year's loss ÷ £1,500. For people out of work. Source: the cut of ESA for newcomers, 2017,
    in `health.cases_lost_income`.
    """
    return p.cases_lost_income * lost * MONTHS_A_YEAR / LOSS_OF_THE_EVIDENCE


@move
def feel_lower_rate(person: Persons, i: int, shortfall: int, month: int, p: Health) -> None:
    """Strain person `i`, out of work, who newly has a benefit that an earlier claimant gets some pence a month more of.

    The evidence is of newcomers. Who had the benefit and lost it felt the whole loss then, and does not feel it twice.
    """
    if shortfall > 0 and person.job[i] == Job.OUT and person.lost_benefit[i] != HealthLoss.INCAPACITY:
        add_strain(person, i, strain_of_loss(shortfall, p), month, p)


@move
def note_lower_award(
    person: Persons, i: int, incapacity: int, disability: int, month: int, p: Health, line: Accounts
) -> None:
    """Note that benefits for illness of person `i`, out of work, fell: what and how much, and the strain of it.

    A decision, a time limit or a rate of the law takes them; what ends otherwise is forgotten before. Strain is in
    proportion to the year's loss.
    """
    income = incapacity + disability
    lost = int(person.health_income[i]) - income
    if lost > 0 and person.job[i] == Job.OUT:
        add_strain(person, i, strain_of_loss(lost, p), month, p)
        person.lost_benefit[i] = loss_of(lost, int(person.disability_income[i]) - disability)
        person.lost_income[i] = lost
        person.lost_month[i] = month
        line.health_income_lost[person.counted_in[i], person.lost_benefit[i]] += lost
    person.health_income[i] = income
    person.disability_income[i] = disability


@move
def forget_incapacity(person: Persons, i: int) -> None:
    """Forget last month's LCWRA element and ESA of person `i`, who leaves by themselves: the end is no loss."""
    person.health_income[i] = person.disability_income[i]


@move
def forget_disability(person: Persons, i: int) -> None:
    """Forget last month's PIP or ADP of person `i`, whose award ends without a decision: the end is no loss."""
    person.health_income[i] -= person.disability_income[i]
    person.disability_income[i] = 0


@move
def answer_loss(person: Persons, i: int, loss: int, is_extra: bool, line: Accounts) -> None:
    """Let a claim of person `i` end the loss that it can answer; count it if it was made for that loss alone."""
    if person.lost_benefit[i] == loss:
        line.claims_after_loss[person.counted_in[i], loss] += is_extra
        person.lost_benefit[i] = HealthLoss.NONE


@move
def hold_loss(person: Persons, before: Persons, i: int) -> None:
    """Let person `i` have lost what they lost in the baseline, so that they replace no more."""
    person.lost_benefit[i] = before.lost_benefit[i]
    person.lost_income[i] = before.lost_income[i]
    person.lost_month[i] = before.lost_month[i]


@rule
def replacement_chance(lost: int, amount: int, granted: float, p: Claims) -> float:
    """Return the chance that a loss of pence a month leads to a claim of another benefit.

    replaced share × loss ÷ (replaceable share × `granted` × `amount`), at most 1; `granted` is the chance of an award.
    So awards replace `replaced_share` of all losses. Source: Borghans, Gielen and Luttmer 2014 (Dutch), in `claims`.
    """
    wanted, expected = p.replaced_share * lost, p.replaceable_share * granted * amount
    if expected <= 0.0:
        return 0.0
    return 1.0 if wanted >= expected else wanted / expected


@rule
def replacement_hazard(person: Persons, i: int, loss: int, amount: int, granted: float, p: Claims, month: int) -> float:
    """Return the monthly hazard that person `i` claims another benefit in place of one recently lost.

    The chance spread evenly over `replacement_months`, 1 − (1 − chance)^(1 ÷ months); 0 later, or without illness.
    For losers out of work at the loss. Sources: `claims.replaced_share`; the months are an assumption.
    """
    since = month - int(person.lost_month[i])
    is_recent = person.lost_benefit[i] == loss and since <= p.replacement_months
    if not is_recent or person.severity[i] == Severity.NONE:
        return 0.0
    chance = replacement_chance(int(person.lost_income[i]), amount, granted, p)
    return float(1.0 - (1.0 - chance) ** (1.0 / p.replacement_months))
