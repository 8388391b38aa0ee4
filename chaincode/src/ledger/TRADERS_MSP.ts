/** The organisation of pseudonyms: one certificate an auction, of nobody who is enrolled (DESIGN §6). */
export const TRADERS_MSP = 'TradersMSP';
