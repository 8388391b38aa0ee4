export * from './issueCertificate.js';
export * from './makeCertificateRequest.js';
export * from './openCertificateRequest.js';
