import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Forbids imports that would point an arrow the wrong way (DESIGN: protocol is at the bottom). */
const border = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: patterns.map(([group, message]) => ({ group: [group].flat(), message })) },
    ],
  },
});

const shim = [
  ['fabric-shim', 'fabric-shim/*', 'fabric-contract-api', 'fabric-contract-api/*'],
  'Only chaincode/src/ledger knows the stub.',
];
const gateway = [['@hyperledger/fabric-gateway'], 'Only protocol/src/fabric talks to the Fabric Gateway.'];
const upward = (...names) => [names.map((name) => `@acequia/${name}`), 'Nothing imports upward.'];

export default tseslint.config(
  { ignores: ['**/dist/', '**/build/', '**/coverage/', '**/node_modules/', 'data/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { globals: globals.node, parserOptions: { projectService: true } },
    rules: {
      complexity: ['error', 10],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unused-expressions': 'error',
    },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['**/test/**/*.ts', '**/*.test.ts'], languageOptions: { globals: globals.mocha } },
  border(
    ['protocol/**/*.ts'],
    [shim, gateway, upward('chaincode', 'gateway-app', 'edge-agent', 'network', 'cli')],
    ['protocol/src/fabric/**', 'protocol/test/fabric/**'],
  ),
  border(
    ['protocol/src/fabric/**/*.ts'],
    [shim, upward('chaincode', 'gateway-app', 'edge-agent', 'network', 'cli')],
  ),
  border(
    ['chaincode/**/*.ts'],
    [shim, gateway, upward('gateway-app', 'edge-agent', 'network', 'cli')],
    ['chaincode/src/ledger/**'],
  ),
  border(['chaincode/src/ledger/**/*.ts'], [gateway, upward('gateway-app', 'edge-agent', 'network', 'cli')]),
  border(['gateway-app/**/*.ts'], [shim, gateway, upward('chaincode', 'edge-agent', 'network', 'cli')]),
  border(['edge-agent/**/*.ts'], [shim, gateway, upward('chaincode', 'gateway-app', 'network', 'cli')]),
  border(
    ['network/{common,community,fabric}/src/**/*.ts'],
    [shim, gateway, upward('chaincode', 'gateway-app', 'edge-agent', 'cli')],
  ),
  border(
    ['network/embedded/src/**/*.ts'],
    [
      shim,
      gateway,
      [['@acequia/*'], 'The embedded network serves any Fabric application: it knows nothing of this one.'],
    ],
    ['**/*.test.ts'],
  ),
  border(
    ['network/embedded/test/**/*.ts'],
    [[['@acequia/*'], 'The embedded network serves any Fabric application: it knows nothing of this one.']],
  ),
  border(['network/bench/**/*.ts'], [shim, gateway], ['network/bench/src/chaincode/**']),
  border(['network/studies/**/*.ts'], [shim, gateway]),
  border(['cli/**/*.ts'], [shim, gateway, upward('chaincode')]),
);
