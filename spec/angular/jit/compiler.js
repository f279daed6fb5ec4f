// Imported before anything of Angular. Its path is given, because the repository has no such package.
import './node_modules/@angular/compiler/fesm2022/compiler.mjs';
