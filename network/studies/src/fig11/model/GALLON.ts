/** Millilitres in a US gallon, as the study counts it: 3.785 L. */
export const GALLON = 3785;
