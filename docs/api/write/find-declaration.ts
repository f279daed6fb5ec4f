import ts from 'typescript';
import { importedPath, sourceFile } from './source-file.js';

export type Declared = ts.FunctionDeclaration | ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.VariableStatement;

/** The statements that declare a name: one, or the overloads of a function. Re-exports are followed. */
export function findDeclaration(path: string, name: string): readonly Declared[] {
  const file = sourceFile(path);
  const here = file.statements.filter(isDeclared).filter((statement) => namesOf(statement).includes(name));
  if (here.length > 0) return here;
  for (const statement of file.statements) {
    const clause = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    if (clause === undefined || !(ts.isNamedImports(clause) || ts.isNamedExports(clause))) continue;
    const { moduleSpecifier } = statement as ts.ImportDeclaration | ts.ExportDeclaration;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) continue;
    if (clause.elements.some((element) => element.name.text === name)) return findDeclaration(importedPath(file, moduleSpecifier.text), name);
  }
  throw new Error(`${path} does not declare ${name}.`);
}

function isDeclared(statement: ts.Statement): statement is Declared {
  return (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isVariableStatement(statement)
  );
}

function namesOf(statement: Declared): readonly string[] {
  if (!ts.isVariableStatement(statement)) return statement.name === undefined ? [] : [statement.name.text];
  return statement.declarationList.declarations.map(({ name }) => name.getText());
}
