"""What the advice leaves out, in the words of its results."""

LEFT_OUT = """\
Left out: look at these by hand.
- Local Housing Allowance and spare bedrooms: rent counts as given, so give what they leave of it.
- Deductions for non-dependants; the housing of owners.
- Tax on taxable benefits: Carer's Allowance, new-style ESA and State Pension are shown before tax.
- Housing Benefit in temporary accommodation without Universal Credit: it depends on income.
- In income-related ESA premiums for severe disability, carers and pensioners, and a partner's work.
- The benefit cap on Housing Benefit with income-related ESA.
- Attendance Allowance, industrial injuries and war pensions, which end the benefit cap.
- LCWRA waits as if the fit note opened an assessment period, unless its day is given.
- A child of 16 or 17 is taken to be in education.
- Childcare, Council Tax Reduction, free school meals and other passported help.
- Sanctions, advances and repayments; surplus earnings.
- Self-employment and the minimum income floor; pension contributions, student loans.
- The High Income Child Benefit Charge."""
WORK_LEFT_OUT = (
    "Of what work pays also left out: childcare, travel, Council Tax Reduction and other help that comes with an "
    "award, and the lower minimum wage of apprentices."
)
