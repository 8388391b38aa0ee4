export * from './AlarmsContract.js';
