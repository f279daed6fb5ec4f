import rxjsX from 'eslint-plugin-rxjs-x';
import importSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'spec/angular/app/', 'spec/angular/ssr/', 'docs/examples/chat/src/', 'docs/examples/chat/dist/'] },
  tseslint.configs.strictTypeChecked,
  rxjsX.configs.strict,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-sort': importSort },
    rules: {
      'import-sort/imports': ['error', { groups: [['^\\u0000'], ['^node:', '^@?\\w'], ['^\\.\\.', '^\\.']] }],
      'import-sort/exports': 'error',
      // The sorting forgets blanks.
      'comma-spacing': 'error',
      'no-duplicate-imports': 'error',
      // A new kind of frame or of delta is refused wherever a switch has not heard of it; a `default` does not hide it.
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // A module of NestJS is a class with nothing in it but its decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    // A spec that fails in an error it did not expect, or on an empty stream, has failed as it must.
    files: ['spec/**'],
    rules: {
      'rxjs-x/no-ignored-error': 'off',
      'rxjs-x/no-ignored-default-value': 'off',
      'rxjs-x/no-implicit-any-catch': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    // It is printed as plain JavaScript.
    files: ['docs/examples/why/first.ts'],
    rules: {
      'rxjs-x/no-implicit-any-catch': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      ...Object.fromEntries(Object.keys(rxjsX.rules).map((rule) => [`rxjs-x/${rule}`, 'off'])),
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
);
