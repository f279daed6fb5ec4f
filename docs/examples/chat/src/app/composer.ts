import { Component, type ElementRef, input, output, viewChild } from '@angular/core';

/** The box for the question. Enter sends, Shift+Enter breaks the line, Escape stops. */
@Component({
  selector: 'app-composer',
  template: `
    <form (submit)="submit($event)">
      <label class="hidden" for="question">Your question</label>
      <textarea #box id="question" rows="1" dir="auto" placeholder="Ask something" (keydown.enter)="submit($event)" (keydown.escape)="stop($event)"></textarea>
      @if (isBusy()) {
        <button type="button" (click)="halt.emit(); box.focus()">Stop</button>
      } @else {
        <button type="submit" class="main">Send</button>
      }
    </form>
  `,
})
export class Composer {
  readonly isBusy = input.required<boolean>();
  readonly ask = output<string>();
  readonly halt = output();
  private readonly box = viewChild.required<ElementRef<HTMLTextAreaElement>>('box');

  /** Puts words back, unless new ones have been typed. */
  restore(words: string): void {
    const { nativeElement: box } = this.box();
    if (box.value.trim() === '') box.value = words;
    box.focus();
  }

  protected stop(event: Event): void {
    if (!isComposing(event)) this.halt.emit();
  }

  protected submit(event: Event): void {
    if (isComposing(event) || (event instanceof KeyboardEvent && event.shiftKey)) return;
    event.preventDefault();
    const { nativeElement: box } = this.box();
    const words = box.value.trim();
    box.focus();
    if (words === '' || this.isBusy()) return;
    box.value = '';
    this.ask.emit(words);
  }
}

/** Whether the key belongs to an input method. Safari says so of its last one by the old code alone. */
function isComposing(event: Event): boolean {
  return event instanceof KeyboardEvent && (event.isComposing || event.keyCode === 229);
}
