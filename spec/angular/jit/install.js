// Puts the compiler of Angular beside the specs that need it, once. Angular's packages are compiled halfway; jest cannot run them without
// it, and the repository itself does not depend on it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const npm = process.env.npm_execpath;

if (!existsSync(`${here}node_modules/@angular/compiler`)) {
  try {
    const args = ['ci', '--silent', '--no-audit', '--no-fund', '--prefix', here];
    execFileSync(npm === undefined ? 'npm' : process.execPath, npm === undefined ? args : [npm, ...args], { stdio: 'inherit' });
  } catch {
    console.warn('The compiler of Angular could not be installed: the specs of framewise/angular are skipped.');
  }
}
