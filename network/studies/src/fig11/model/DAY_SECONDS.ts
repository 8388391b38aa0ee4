/** A day of the study. */
export const DAY_SECONDS = 86_400;
