"""What the advice leaves out, in the words of its results."""

LEFT_OUT = """\
Left out: look at these by hand.
- Local Housing Allowance and spare bedrooms: rent counts as given, so give what they leave of it.
- Deductions for non-dependants; the housing of owners.
- Tax on taxable benefits: Carer's Allowance, new-style ESA and State Pension are shown before tax.
- Carer's Allowance not claimed: every carer is taken to receive it, and it is taken from the award.
- In income-related ESA premiums for severe disability, carers and pensioners, and a partner's work.
- The benefit cap on Housing Benefit with income-related ESA.
- Attendance Allowance, industrial injuries and war pensions, which end the benefit cap.
- LCWRA waits as if the fit note opened an assessment period; else it is payable a month later.
- Until April 2026 the exceptions to the two-child limit.
- A child of 16 or 17 is taken to be in education.
- Childcare that ends with a job counts for two months more; Tax-Free Childcare.
- Your own council tax, its reduction and discounts: a stylised bill stands in their place.
- The worth of passported help: free school meals (in England from September 2026 for every child on
  Universal Credit), prescriptions, Healthy Start, the Warm Home Discount, social tariffs.
- Sanctions, advances and repayments; surplus earnings.
- Self-employment and the minimum income floor; pension contributions, student loans.
- The High Income Child Benefit Charge."""
WORK_LEFT_OUT = (
    "Of what work pays also left out: travel, the worth of free school meals and other help that comes with an award, "
    "and the lower minimum wage of apprentices. Childcare costs are taken to be the same at all hours of work."
)
