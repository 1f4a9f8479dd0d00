"""What the advice leaves out, in the words of its results."""

LEFT_OUT = """\
Left out: look at these by hand.
- The housing of owners; a claimant who is blind; other adults where Housing Benefit is paid.
- Carer's Allowance not claimed: every carer is taken to receive it, and it is taken from the award.
- In income-related ESA a partner's work. How long new-style JSA lasts.
- Attendance Allowance and war pensions, which end the benefit cap.
- In Scotland Carer's Allowance Supplement, to March 2026, and Young Carer Grant.
- In hospital: the stay of a child, of a partner, or of the person cared for.
- LCWRA waits as if the fit note opened an assessment period; else it is payable a month later.
- Until April 2026 the exceptions to the two-child limit.
- A child of 16 or 17 is taken to be in education.
- Childcare, Council Tax Reduction, free school meals and other passported help.
- Sanctions, advances and repayments; surplus earnings.
- Student loans; pension contributions other than from gross pay; the expenses of the self-employed."""
WORK_LEFT_OUT = (
    "Of what work pays also left out: childcare, travel, Council Tax Reduction and other help that comes with an "
    "award, and the lower minimum wage of apprentices."
)
