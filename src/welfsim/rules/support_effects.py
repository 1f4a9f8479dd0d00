"""What support does to job entry: contacts of a coach, or a programme, one channel a person, by place."""

from __future__ import annotations

from math import exp, log

from welfsim.compiled import rule
from welfsim.draws import Decision, deviate
from welfsim.vocabulary.codes import Programme
from welfsim.vocabulary.parameters import Employment, Policy
from welfsim.vocabulary.persons import Persons
from welfsim.vocabulary.state import Clock

SMALLEST_EFFECT = 0.001  # a faded contact that changes entry by less does nothing


@rule
def site_deviate(key: int, d: int, programme: int) -> float:
    """Return how a district's support of some kind differs: mean 0, standard deviation 1, constant over the run.

    A programme of NONE stands for coach contacts.
    """
    return deviate(key, Decision.SITE_EFFECT, d, programme)


@rule
def contact_multiplier(stock: float, months_since: int, months_in: int, site: float, p: Employment) -> float:
    """Return the multiplier on entry of a stock of coach contacts, `months_in` a course, at a site of some deviate.

    1 before the lag; then exp((effect + spread × site) × stock), the stock decaying exponentially, at most
    `effect_cap`; 1 if within 0.001 of it. Health groups only. Sources: DWP on coach support and three randomised
    trials, RR1093 for decay, Poulsen et al. 2014 for sites, in `employment.contact_*`.
    """
    if months_in < p.contact_lag:
        return 1.0
    effect = p.contact_effect + p.contact_site_spread * site
    multiplier = min(exp(effect * stock * exp(-months_since / p.contact_decay)), p.effect_cap)
    return multiplier if abs(multiplier - 1.0) >= SMALLEST_EFFECT else 1.0


@rule
def programme_multiplier(ratio: float, months_in: int, months_since_end: int, lag: int, fade: int, cap: float) -> float:
    """Return the multiplier on entry of a programme.

    1 before its lag, then `ratio`; after its end the log of it falls linearly to zero in `fade` months; at most `cap`.
    For participants out of work. Sources: `effect`, `lag` and `fade` of each programme's group.
    """
    if months_in < lag:
        return 1.0
    strength = 1.0 if months_since_end <= 0 else max(1.0 - months_since_end / fade, 0.0)
    return min(exp(log(ratio) * strength), cap)


@rule
def support_multiplier(person: Persons, i: int, d: int, policy: Policy, clock: Clock) -> float:
    """Return the multiplier of support on person `i`'s entry, through one channel only.

    The programme's from its start until its effect has faded, otherwise that of coach contact, otherwise 1.
    """
    p, month = policy.employment, clock.month
    programme = int(person.programme[i])
    terms = policy.programme[programme]
    months_in, since_end = month - int(person.programme_since[i]), month - int(person.programme_until[i])
    if programme != Programme.NONE and not terms.takes_in_work and months_in >= 0 and since_end < terms.fade:
        ratio = terms.effect * exp(terms.site_spread * site_deviate(clock.key, d, programme))
        return programme_multiplier(ratio, months_in, since_end, terms.lag, terms.fade, p.effect_cap)
    if person.contact_month[i] == 0:
        return 1.0
    since, in_course = month - int(person.contact_month[i]), month - int(person.course_since[i])
    site = site_deviate(clock.key, d, Programme.NONE.value)
    return contact_multiplier(float(person.contact_stock[i]), since, in_course, site, p)
