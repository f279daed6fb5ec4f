import { afterEveryRender, Directive, ElementRef, inject, signal } from '@angular/core';

/** Keeps a list at its end while its reader is there. Who has scrolled up, however little, stays. */
@Directive({ selector: '[appStickToBottom]', exportAs: 'stick', host: { '(scroll)': 'look()' } })
export class StickToBottom {
  readonly isAtEnd = signal(true);
  readonly #list = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  #seenTop = 0;

  constructor() {
    afterEveryRender(() => {
      // The reader may have scrolled since the last event told of it.
      this.look();
      if (this.isAtEnd()) this.toEnd();
    });
  }

  toEnd(): void {
    this.isAtEnd.set(true);
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#seenTop = this.#list.scrollTop;
  }

  protected look(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    const moved = scrollTop - this.#seenTop;
    this.#seenTop = scrollTop;
    // A list that has only grown leaves its reader where the end was.
    if (moved !== 0) this.isAtEnd.set(scrollHeight - scrollTop - clientHeight < (moved < 0 ? 4 : 40));
  }
}
