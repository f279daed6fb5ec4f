/** The whole sentences of a text that grows; the last one too, once the text has ended. For those who listen: letters would be noise. */
export function wholeSentences(text: string, hasEnded: boolean): readonly string[] {
  const plain = text.replaceAll(/[#*`_|>]/g, '');
  const sentences = plain.match(/[^.!?\n]+(?:[.!?]+(?=\s|$)|\n|$)/g) ?? [];
  return (hasEnded ? sentences : sentences.slice(0, -1)).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}
