/** No cycles, and nothing reaches into another package past its entry. Run by `make lint`. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-deep-package-import',
      severity: 'error',
      comment: 'Packages meet through their entries.',
      from: { path: '^(protocol|chaincode|edge-agent|gateway-app|cli|network/[^/]+)/src' },
      to: {
        path: '^(protocol|chaincode|edge-agent|gateway-app|cli|network/[^/]+)/src',
        pathNot: '^$1/src',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'domains-meet-through-index',
      severity: 'error',
      comment: 'A contract domain uses another through its index.ts (DESIGN §9.3).',
      from: { path: '^chaincode/src/([^/]+)/' },
      to: {
        path: '^chaincode/src/[^/]+/',
        pathNot: ['^chaincode/src/$1/', '^chaincode/src/[^/]+/index\\.ts$', '^chaincode/src/ledger/'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules|build)/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js'], exportsFields: [] },
  },
};
