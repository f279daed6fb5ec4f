import { Component, input, signal } from '@angular/core';

@Component({
  selector: 'app-copy',
  template: `<button type="button" class="quiet" (click)="copy()" [attr.aria-label]="'Copy ' + what()">{{ isCopied() ? 'Copied' : 'Copy' }}</button>`,
})
export class CopyButton {
  readonly text = input.required<string>();
  readonly what = input.required<string>();
  protected readonly isCopied = signal(false);

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.text());
    this.isCopied.set(true);
    setTimeout(() => { this.isCopied.set(false); }, 2_000);
  }
}
