export * from './MonitoringContract.js';
