import { LITRE } from '../../model/LITRE.js';

/** A lot of water in the study, mL: the ledger counts water in whole litres, and one is the smallest lot there can be. */
export const LOT = LITRE;
