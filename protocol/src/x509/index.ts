export * from './issueCertificate.js';
export * from './makeCertificateRequest.js';
export * from './openCertificateRequest.js';
export { readIdentityFiles } from '../files/readIdentityFiles.js';
