import type { Detail } from '../results/Detail.js';

const paper = (name: string, value: number, unit: string): Detail => ({
  name: `paper 000, ${name}`,
  value,
  unit,
  spread: [value, value],
});

/** Table 4 of paper 000: gas of secure by gas of plain, and its blocks of 10 s for the largest record. */
export const PAPER_DETAILS: readonly Detail[] = [
  paper('secure/naive write L=1', 3.06e5 / 8.44e4, 'times the gas'),
  paper('secure/naive write L=10', 3.45e6 / 6.98e5, 'times the gas'),
  paper('secure/naive write L=100', 3.26e7 / 6.02e6, 'times the gas'),
  paper('secure/naive write L=1000', 3.11e8 / 6.37e7, 'times the gas'),
  paper('secure/naive write L=10000', 3.15e9 / 6.25e8, 'times the gas'),
  paper('secure/naive delegation L=1', 6.52e3 / 1.12e3, 'times the gas'),
  paper('secure/naive delegation L=10', 6.18e4 / 9.22e3, 'times the gas'),
  paper('secure/naive delegation L=100', 5.95e5 / 9.17e4, 'times the gas'),
  paper('secure/naive delegation L=1000', 5.72e6 / 9.06e5, 'times the gas'),
  paper('secure/naive delegation L=10000', 5.67e7 / 8.87e6, 'times the gas'),
  paper('secure L=10000', 394, 'blocks of 10 s'),
];
