export * from './MonitoringContract.js';
export * from './checkReveal.js';
