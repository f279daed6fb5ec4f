import ts from 'typescript';
import type { Declared } from './find-declaration.js';

/** What a reader needs of a declaration, as it stands in the source: signatures and the comments of members, no bodies. */
export function declarationCode(declared: readonly Declared[]): string {
  const overloads = declared.filter((statement) => ts.isFunctionDeclaration(statement) && statement.body === undefined);
  return (overloads.length > 0 ? overloads : declared).map(codeOf).join('\n');
}

function codeOf(declared: Declared): string {
  if (ts.isFunctionDeclaration(declared)) return withoutExport(upTo(declared, declared.body));
  if (ts.isClassDeclaration(declared)) return classCode(declared);
  if (ts.isVariableStatement(declared)) return withoutExport(variableCode(declared));
  return withoutExport(declared.getText());
}

function withoutExport(code: string): string {
  return code.replace(/^export /, '');
}

/** The text of a node before its body. */
function upTo(node: ts.Node, body: ts.Node | undefined): string {
  const text = body === undefined ? node.getText() : node.getText().slice(0, body.getStart() - node.getStart());
  return `${text.trimEnd().replace(/(?: =|;)$/, '')};`;
}

function classCode(declared: ts.ClassDeclaration): string {
  const text = declared.getText();
  const head = text.slice(0, text.indexOf('{') + 1);
  const members = declared.members.filter((member) => !isHidden(member)).map(memberCode);
  return withoutExport([head, ...members, '}'].join('\n'));
}

/** Private members, and those whose names are symbols, which are for the runtime. */
function isHidden(member: ts.ClassElement): boolean {
  if (member.name !== undefined && (ts.isPrivateIdentifier(member.name) || ts.isComputedPropertyName(member.name))) return true;
  return ts.isClassStaticBlockDeclaration(member) || (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private) !== 0;
}

function memberCode(member: ts.ClassElement): string {
  const comment = ts.getLeadingCommentRanges(member.getFullText(), 0)?.at(-1);
  const body = 'body' in member ? (member.body as ts.Node | undefined) : (member as ts.PropertyDeclaration).initializer;
  const code = upTo(member, body).replace(/^(?:declare |override |public )+/, '');
  return `${comment ? `  ${member.getFullText().slice(comment.pos, comment.end)}\n` : ''}  ${code}`;
}

/** With an object literal in an initialiser cut short: it is the implementation. */
function variableCode(declared: ts.VariableStatement): string {
  const [first] = declared.declarationList.declarations;
  if (first?.type !== undefined) return `const ${first.name.getText()}: ${first.type.getText()};`;
  return declared.getText().replace(/\{\n[\s\S]*\n\}/, '{ … }');
}
