"""Why the drift of each line differs from what was published, as far as it is known."""

REASONS: dict[str, str] = {
    "people": (
        "Much the same. The model also has net migration by the older projections; that of January 2025 is nearly "
        "twice as high, so both are low."
    ),
    "in_work": (
        "People grow as fast as from 2019 to 2024, at 0.6% a year, and the share of them in work falls less than "
        "in those years, which had the pandemic in them."
    ),
    "employment_rate": (
        "The trend of 2019 to 2024 has the pandemic and more sick people in it. The model's rate falls only as "
        "ill health rises, and pension age of 67 adds people who work less."
    ),
    "part_time": (
        "Hours change by chances that do not drift, and the fall since 2019 is in no rule. The cause of the small "
        "rise is not known."
    ),
    "self_employed": (
        "Chances to become and to stop being self-employed do not drift; the fall since 2019, in the pandemic and "
        "after, is in no rule. Why it rises a little is not known."
    ),
    "self_employed_part_time": (
        "Hours of the self-employed have a usual share of their own, so the share that they are built with "
        "goes on. The rise since 2019 is in no rule. The level is above the published one, since the build "
        "leans to part-time hours among those on Universal Credit."
    ),
    "jobs_started": (
        "Who is hard to employ stays out of work in the model, so starts hold although people grow. The survey "
        "does not see jobs that begin and end within a quarter: compare growth alone."
    ),
    "jobs_lost": (
        "More people work, and leaves that end with a lost job rise by a third, which is a quarter of the rise. "
        "Of the rest the cause is not known; it comes in 2028."
    ),
    "limited": (
        "The published rise is that of ten years, with the pandemic in it. In the model onset rises ever less "
        "each year, as its trend says, while the long ill seldom recover."
    ),
    "limited_share": (
        "The published share is all who report a disability, which is wider and rose with mental health in the "
        "pandemic. The model's trend of onset fades."
    ),
    "sick_leave": (
        "More people fall ill in a job each year, and long leaves build up from the start; no growth was "
        "published to hold it against."
    ),
    "couples": (
        "A couple of which one or both pass pension age stays in this line, and none of these was there at the "
        "start. That is about three quarters of the growth: see people with a partner."
    ),
    "with_partner": (
        "About as fast as people of 16 to pension age. Couples form and part by a plan of the build with constant "
        "rates; the trend counts couples of all ages."
    ),
    "lone_parents": (
        "More become lone parents by parting or a birth than join a partner, but more children grow up each year, "
        "those of the many births around 2010. A child born in the run is not known to the plan of couples. The "
        "survey's figures of 2019 and 2024 have wide margins."
    ),
    "without_partner": (
        "The line counts all who share a home with parents or others; the survey counts those who live alone, and "
        "its change is within its margin."
    ),
    "births": (
        "The fall of fertility since 2010 is not carried on: rates do not change with the year. Of the first two "
        "years the first is low, which makes most of the small rise."
    ),
    "uc_units": (
        "In the model lone parents on UC fall and the fit-note stage empties, while couples grow. What DWP assumed by "
        "group was not seen. By level DWP's figure is near the model's units with a payment."
    ),
    "uc_single": (
        "They gain 0.4 million from income-related ESA in the first year and then fall, as people take work or partner "
        "and few fall ill. DWP has no trend of this type before June 2025 that is not the move of ESA."
    ),
    "uc_couple": (
        "People on UC join partners less often than others, but some 0.1 million a year come as couples already, "
        "most of them out of work, and of these some 1% leave in a month. Children of couples on UC grow up, 71,000 "
        "came from ESA, and partners past pension age stay, who are left out at the start. The start holds fewer "
        "than these flows bring; this is a fault, not a finding."
    ),
    "uc_lone": (
        "Lone parents on UC lose children who grow up, and those who take work leave as often as they come. Women who "
        "part or have a child come to UC less often than the lone parents of the start, nine in ten of whom are on it."
    ),
    "uc_parents": (
        "More couples with children come to an award than leave it: those out of work leave at 0.6% a month. Since who "
        "is out of work seldom joins a partner, lone parents on UC bring fewer of them."
    ),
    "uc_in_work": (
        "Light touch rises from 0.7 to 1.2 million. It is not pay that varies: with that switched off it is the "
        "same. People who take a job stay on UC while rent and children keep an award open; why more do so each "
        "year is not known."
    ),
    "searchers": (
        "Those who are easy to employ leave and are not replaced by as many like them, so jobs started by "
        "searchers fall by a quarter. DWP counts households of jobseekers, some of them in work."
    ),
    "incapacity": (
        "On-flows hold at some 40,000 a month, but off-flows rise from 0.9 to 1.3% a month: people with LCWRA "
        "in work rise from 9 to 12%, one in twenty of them leaves it in a month, and one in ten with LCWRA is "
        "no longer limited after six years. The published rise is that of the years when claims doubled. The "
        "line leaves out the fit-note stage, has credits-only ESA in it, and counts who has both UC health "
        "and ESA once."
    ),
    "incapacity_share": (
        "OBR goes on from the high claims of 2023. The model's first year is already above OBR's last, since "
        "UC and ESA are built from the stocks of April 2025; from 2028 off-flows exceed on-flows, as above."
    ),
    "lcwra": (
        "Income-related ESA moves to LCWRA by March 2026, which is nearly all of the growth. From 2026-27, where DWP's "
        "figure begins, the model's rises by some 0.3% a year, 2 points less than DWP's: some 1% leave a month."
    ),
    "lcw": (
        "LCW goes to LCWRA when people get worse and ends when they recover, and only one new decision in eight "
        "finds it. The published rise is that of one and a half years with many first decisions."
    ),
    "fit_note_stage": (
        "Fewer fall ill on UC, or come to it ill, than are assessed, so assessments empty the stage in two "
        "years. The long ill recover seldom, so that few come back. The published stock rose with the queue "
        "of 2023 to 2024."
    ),
    "fit_notes": (
        "As above: new fit notes come from illness on UC and from ill people who claim, and both are below the "
        "published decisions from the start."
    ),
    "first_decisions": (
        "They follow fit notes once the queue is empty. The published rise compares before and after the pandemic "
        "and will not go on."
    ),
    "esa_new_style": (
        "The support group leaves faster than people with a record of contributions come in; DWP rounds to 0.1 "
        "million, so its zero may be 4% a year either way."
    ),
    "pip": (
        "Some 0.4 million awards begin in a year (0.35 million in 2022-23, OBR), while deaths, reviews and "
        "pension age grow with the stock. The trend of 2018 to 2024 has the doubling of claims. DWP's "
        "forecast counts all ages and has the four-point rule, which was later left out of the law."
    ),
    "pip_in_work": (
        "Who claims is less employable than others of the same grade of illness, so new awards bring in few "
        "people in work. In the first year those with LCWRA, of whom the build lets few work, come nearer to "
        "others of their group. The level is above the published sixth from the start: the build reaches 23%."
    ),
    "pip_not_limited": (
        "Near nobody with PIP says that work is not limited. In the model awards are of lasting illness; who "
        "recovers keeps the award until a review or until they report it, at 2% a month, an assumption. "
        "Nobody starts so, and the share is level from 2027-28 on, below 3%."
    ),
    "carers": (
        "Carers begin and stop by who they are and by daily living awards. DWP's figure is rounded to 0.1 million, "
        "and 0.6% a year is within that rounding."
    ),
    "pay_a_head": "Pay of a given job follows this path. What is left is who works and for how many hours.",
    "gross_pay": (
        "Close. OBR's ends in 2029, counts employees alone and was made in March 2025; the model's pay goes by "
        "the path of March 2026."
    ),
    "tax": (
        "Thresholds are frozen while pay rises, so tax grows faster than wages, in OBR's forecast of receipts "
        "too, with which it is compared. The next line says how much of it is this fiscal drag: some 1.2 "
        "points a year. The freeze from 2028 to 2031 is in the model's law and not in OBR's forecast of that "
        "time."
    ),
    "indexed_taxes": (
        "Tax of October, of the law of April 2025, had its thresholds risen with earnings: so without fiscal "
        "drag. It is compared with wages, and grows with them: people in work by 0.4% a year and pay a head "
        "by 2.5%. What little is left is who earns more, since tax is progressive."
    ),
    "income_tax": "Close. OBR's is on all incomes, pensions among them, and has no freeze after April 2028.",
    "uc_spending": (
        "Earnings deducted rise from £27bn to £46bn a year as ever more people on UC work: had they grown with "
        "pay alone, spending would grow by some 4% a year. The model also pays for third children, since the "
        "two-child limit ended after DWP's forecast was made, so the gap is wider than it looks."
    ),
    "esa_spending": "Rates rise with prices, and people paid fall a little, as above.",
    "pip_spending": (
        "Rates rise with prices, and recipients at the enhanced rate of daily living grow by 6% a year while "
        "those at the standard rate hardly grow. DWP's has the four-point rule, without which it would grow "
        "faster."
    ),
}
