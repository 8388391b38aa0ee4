/** One seller of a test: everything of it follows from a hexadecimal digit. */
export interface SampleSale {
  readonly seller: string;
  readonly lots: number;
}
