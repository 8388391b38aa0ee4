export * from './DisputeDesk.js';
export * from './findingReason.js';
export * from './openFinding.js';
