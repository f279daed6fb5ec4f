import { Component, type ElementRef, input, output, viewChild } from '@angular/core';

/** The box for the question. Enter sends, Shift+Enter breaks the line, Escape stops. */
@Component({
  selector: 'app-composer',
  template: `
    <form (submit)="submit($event)">
      <label class="hidden" for="question">Your question</label>
      <textarea #box id="question" rows="1" placeholder="Ask something" (keydown.enter)="submit($event)" (keydown.escape)="halt.emit()"></textarea>
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

  protected submit(event: Event): void {
    if (event instanceof KeyboardEvent && (event.shiftKey || event.isComposing)) return;
    event.preventDefault();
    const { nativeElement: box } = this.box();
    const words = box.value.trim();
    box.focus();
    if (words === '' || this.isBusy()) return;
    box.value = '';
    this.ask.emit(words);
  }
}
