/** No organisations' peers could be found for a transaction; the text is Fabric's discovery or gateway's. */
export class PlanningError extends Error {
  constructor(text: string, options?: ErrorOptions) {
    super(text, options);
    this.name = 'PlanningError';
  }
}
