import { afterEveryRender, Directive, ElementRef, inject, signal } from '@angular/core';

/** Keeps a list at its end while its reader is there. Who has scrolled up stays. */
@Directive({ selector: '[appStickToBottom]', exportAs: 'stick', host: { '(scroll)': 'look()' } })
export class StickToBottom {
  readonly isAtEnd = signal(true);
  readonly #list = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    afterEveryRender(() => {
      if (this.isAtEnd()) this.#list.scrollTop = this.#list.scrollHeight;
    });
  }

  toEnd(): void {
    this.isAtEnd.set(true);
  }

  protected look(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.#list;
    this.isAtEnd.set(scrollHeight - scrollTop - clientHeight < 40);
  }
}
