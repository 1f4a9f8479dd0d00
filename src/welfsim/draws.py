"""Luck as a function of seed, person, month and decision.

Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") turns a counter and a key into
128 random bits. The counter here is (person, month, block, 0). Block 0 is the word of a person-month: eight lanes of
16 bits, one a domain of processes. Block 1 completes each lane to 32 bits. Blocks from 16 on are secondary draws,
one a decision. Nothing is stored, so a draw not taken moves nobody.

A uniform is an integer from 0 to 2**32 - 1. Within a domain low draws are good luck and high draws bad: recover if
``hits``, fall ill if ``misses``; so a higher chance of a good event never costs anyone anything.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from welfsim.compiled import kernel, rule

Words = NDArray[np.uint32]

TWO_32 = 4294967296.0
LAST = 4294967295


class Domain(IntEnum):
    """Domains whose competing events share one draw a month; append only, at most eight."""

    HEALTH = 0
    WORK = 1
    BENEFIT = 2
    DISABILITY = 3
    COACHING = 4
    FAMILY = 5
    CLAIM = 6
    SUPPORT = 7


class Decision(IntEnum):
    """Secondary draws; append only, each belongs to the domain named in its comment."""

    CONDITION = 0  # health: which condition
    WCA_PRIORITY = 1  # benefit: place among equal waits
    WCA_OUTCOME = 2  # benefit
    LIFELONG = 3  # benefit: severe conditions criteria
    WCA_DISPUTE = 4  # benefit: whether disputed
    WCA_DISPUTE_OUTCOME = 5  # benefit: at reconsideration
    PIP_PRIORITY = 6  # disability
    PIP_OUTCOME = 7  # disability
    PIP_MOBILITY = 8  # disability
    PIP_DISPUTE = 9  # disability
    PIP_DISPUTE_OUTCOME = 10  # disability: at reconsideration
    PIP_REVIEW = 11  # disability
    COACH_PRIORITY = 12  # coaching
    PLACE_PRIORITY = 13  # support
    SITE_EFFECT = 14  # support: how well a programme does in a district
    ACTIVITY = 15  # work: what a person leans to when out of work, a lasting trait
    POPULATION = 16  # reserved for building the population
    AWARD_LENGTH = 17  # disability: months to the next review
    ESA_OUTCOME = 18  # benefit
    DAILY_LIVING_RATE = 19  # disability: standard or enhanced
    FOUR_POINTS = 20  # disability: whether any activity scores four, a lasting trait
    REVIEW_COMPONENT = 21  # disability: which component a review moves
    PARTNER_CARES = 22  # claim: whether a partner begins to care
    WCA_TRIBUNAL = 23  # benefit: whether an unchanged decision goes to the tribunal
    PROGNOSIS = 24  # benefit: months to the reassessment
    TERMINAL_ILLNESS = 25  # benefit
    WORK_REASSESSMENT = 26  # benefit: whether a new job brings a reassessment
    MIGRATION = 27  # benefit: whether a person sent a migration notice claims Universal Credit
    CLAIM_READY = 28  # disability: months until a claim can be decided
    TRUST = 29  # coaching: whether a person trusts DWP to help, a lasting trait
    PIP_TRIBUNAL = 30  # disability: whether a reconsideration lost goes on to the tribunal
    FOUND_AT_FOUR = 31  # disability: how soon a person below four points is found at four, a lasting trait
    CARER_CLAIMS = 32  # claim: whether a carer on Universal Credit claims Carer's Allowance too
    PAY = 33  # work: how the part of pay that fades moves in a year
    HOURS = 34  # work: whether a person's hours are part-time in the year to come
    SICK_LEAVE = 40  # work: whether a sick leave begins, or ends with a return
    EMPLOYER_SICK_PAY = 41  # work: whether an employer pays more than Statutory Sick Pay, a lasting trait
    ARRIVAL_JOB = 44  # work: whether a person who comes to live here has a job at once
    CLAIM_WHEN_GROWN = 45  # disability: whether a person with an award from childhood claims
    WCA_MODE = 47  # benefit: how a Work Capability Assessment is held
    PIP_MODE = 48  # disability: how the assessment of a new claim is held
    PAY_OF_MONTH = 49  # work: by how much pay of a month differs from usual pay
    CHILD_DISABLED = 50  # family: whether a child of the unit comes to be disabled, or a disabled child grows up
    WCA_TRIBUNAL_OUTCOME = 51  # benefit
    PIP_TRIBUNAL_OUTCOME = 52  # disability


FIRST_DECISION_BLOCK = 16
DEVIATE_DRAWS = 4  # uniforms in a deviate
ROUNDS = 10

_M0 = np.uint64(0xD2511F53)
_M1 = np.uint64(0xCD9E8D57)
_W0 = np.uint64(0x9E3779B9)
_W1 = np.uint64(0xBB67AE85)
_MASK = np.uint64(0xFFFFFFFF)
_32 = np.uint64(32)
_16 = np.uint64(16)
_LANE = np.uint64(0xFFFF)


def stream_key(seed: int, replication: int) -> int:
    """Return the 64-bit key of a seed and replication, mixed before any person is added.

    Seeds in succession share no stream: the two numbers pass through the splitmix64 finaliser one after another.
    """

    def mix(x: int) -> int:
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
        return x ^ (x >> 31)

    key = mix(mix(seed + 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF) + replication & 0xFFFFFFFFFFFFFFFF)
    return key >> 1  # 63 bits, so that it travels as a signed integer


@rule
def philox_round(
    x0: np.uint64, x1: np.uint64, x2: np.uint64, x3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Return four words of 32 bits after one round of Philox4x32 under the two halves of a key."""
    p0 = _M0 * x0
    p1 = _M1 * x2
    return (p1 >> _32) ^ x1 ^ k0, p1 & _MASK, (p0 >> _32) ^ x3 ^ k1, p0 & _MASK


@rule
def philox(c0: int, c1: int, c2: int, c3: int, key: int) -> tuple[int, int]:
    """Return 128 bits of Philox4x32-10 as two 64-bit words, (x0, x1) and (x2, x3), low half first."""
    x0, x1, x2, x3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    k0, k1 = np.uint64(key) & _MASK, np.uint64(key) >> _32
    for _ in range(ROUNDS):
        x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, k0, k1)
        k0, k1 = (k0 + _W0) & _MASK, (k1 + _W1) & _MASK
    return x0 | (x1 << _32), x2 | (x3 << _32)  # type: ignore[return-value]


@rule
def uniform(key: int, decision: int, person_id: int, month: int) -> int:
    """Return the secondary draw of a decision: an integer from 0 to 2**32 - 1."""
    low, _ = philox(person_id, month, FIRST_DECISION_BLOCK + decision, 0, key)
    return np.int64(np.uint64(low) & _MASK)  # type: ignore[return-value]


@rule
def share(key: int, decision: int, person_id: int, month: int) -> float:
    """Return the secondary draw of a decision as a share from 0 to 1, exclusive."""
    return uniform(key, decision, person_id, month) / TWO_32


@rule
def deviate(key: int, decision: int, who: int, number: int) -> float:
    """Return a draw of mean 0 and standard deviation 1 for a decision, close to normal: it is `who`'s of that number.

    The standardised sum of four uniforms.
    """
    total = 0.0
    for k in range(DEVIATE_DRAWS):
        total += share(key, decision, who, number * DEVIATE_DRAWS + k)
    return float((total - DEVIATE_DRAWS / 2.0) / (DEVIATE_DRAWS / 12.0) ** 0.5)


@rule
def threshold(chance: float) -> int:
    """Return the number of draws, out of 2**32, that a chance of 0 to 1 covers."""
    return int(min(max(chance, 0.0), 1.0) * TWO_32)


@rule
def hits(u: int, chance: float) -> bool:
    """Say whether a good event of this chance happens: the draw falls in the lucky low end of width `chance`.

    The other end is ``misses``. It is not the opposite: a draw between the two ends neither hits nor misses.
    """
    return u < threshold(chance)


@rule
def misses(u: int, chance: float) -> bool:
    """Say whether a bad event of this chance happens: the draw falls in the unlucky high end of width `chance`.

    ``misses(u, chance)`` is not ``not hits(u, chance)``, which holds with the chance ``1 - chance``.
    """
    return LAST - u < threshold(chance)


@kernel
def draw_words(
    who: Words, month: int, block: int, key: int, word_0: Words, word_1: Words, word_2: Words, word_3: Words
) -> None:
    """Write the four words of ``philox(who, month, block, 0, key)`` of each person.

    The compiler draws for eight or sixteen people at a time. It does so only where the loop over rounds stands here,
    and where numbers of people and each word lie in an array of their own, without gaps.
    """
    for i in range(who.size):
        x0, x1, x2, x3 = np.uint64(who[i]), np.uint64(month), np.uint64(block), np.uint64(0)
        k0, k1 = np.uint64(key) & _MASK, np.uint64(key) >> _32
        for _ in range(ROUNDS):
            x0, x1, x2, x3 = philox_round(x0, x1, x2, x3, k0, k1)
            k0, k1 = (k0 + _W0) & _MASK, (k1 + _W1) & _MASK
        word_0[i], word_1[i], word_2[i], word_3[i] = x0, x1, x2, x3


@kernel
def join_lanes(gate: Words, fresh: Words, low: Words, high: Words) -> None:
    """Write the draws of two domains, whose lanes and completions are the low and the high halves of two words."""
    for i in range(gate.size):
        low[i] = (gate[i] & _LANE) << _16 | fresh[i] & _LANE
        high[i] = gate[i] >> _16 << _16 | fresh[i] >> _16


@kernel(allocates=True)
def fill_luck(person_id: Words, key: int, month: int, luck: Words) -> None:
    """Write each person's draw of the month for each domain into `luck` (domains × people).

    The top 16 bits of a draw are the person-month's lane, the low 16 bits its completion.
    """
    who = person_id.copy()
    gate, fresh = np.empty((4, who.size), np.uint32), np.empty((4, who.size), np.uint32)
    draw_words(who, month, 0, key, gate[0], gate[1], gate[2], gate[3])
    draw_words(who, month, 1, key, fresh[0], fresh[1], fresh[2], fresh[3])
    for word in range(4):
        join_lanes(gate[word], fresh[word], luck[2 * word], luck[2 * word + 1])
