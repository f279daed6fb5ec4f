import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ApplicationRef } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { messages } from 'framewise';
import { provideFramewise, withReliability } from 'framewise/angular';
import { FramewiseTesting, provideFramewiseTesting } from 'framewise/angular/testing';

import { AnswerView } from './app';

const framewise = provideFramewise({ baseUrl: '/api' }, withReliability({ maxRetries: 0, logger: { warn: () => undefined, error: () => undefined } }));

function open(): { fixture: ComponentFixture<AnswerView>; page: HTMLElement; click: (name: string) => void; status: () => string } {
  const fixture = TestBed.createComponent(AnswerView);
  fixture.detectChanges();
  const page = fixture.nativeElement as HTMLElement;
  return {
    fixture,
    page,
    click: (name) => [...page.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click(),
    status: () => {
      fixture.detectChanges();
      return page.querySelector('[role=status]')?.textContent ?? '';
    },
  };
}

describe('a component with an answer, whose server is a script', () => {
  beforeEach(() => TestBed.configureTestingModule({ providers: [provideHttpClient(), framewise, provideFramewiseTesting()] }));

  it('shows each step', async () => {
    const { click, page, status } = open();
    expect(status()).toBe('idle 0');
    click('Send');
    expect(status()).toBe('waiting 1');
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    expect(t.request.body).toEqual({ model: 'any', messages: [{ role: 'user', content: 'Hello' }], stream: true });
    await t.say('Hel');
    expect(status()).toBe('streaming 1');
    await t.say('lo');
    status();
    expect(page.querySelector('pre')?.textContent).toBe('Hello');
    await t.end();
    expect(status()).toBe('done 1');
  });

  it('shows a failure with its advice, beside what had come', async () => {
    const { click, page, status } = open();
    click('Send');
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    await t.say('Hel');
    await t.drop();
    expect(status()).toBe('error 1');
    expect(page.querySelector('pre')?.textContent).toBe('Hel');
    expect(page.querySelector('[role=alert]')?.textContent).toContain('connection_closed');
  });

  it('ends the request when the component goes', async () => {
    const { click, fixture } = open();
    click('Send');
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    await t.say('Hel');
    fixture.destroy();
    expect(t.cancelled).toBe(true);
  });

  it('keeps the application unstable until the answer has ended', async () => {
    const { click, fixture } = open();
    await fixture.whenStable();
    click('Send');
    let isStable = true;
    TestBed.inject(ApplicationRef).isStable.subscribe((value) => (isStable = value));
    expect(isStable).toBe(false);
    const t = TestBed.inject(FramewiseTesting).expectOne(messages);
    await t.say('Hel');
    expect(isStable).toBe(false);
    await t.end();
    await fixture.whenStable();
    expect(isStable).toBe(true);
  });
});

describe('a component with an answer, under HttpTestingController', () => {
  it('is answered whole, and can be awaited before', async () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting(), framewise] });
    const { click, fixture, status } = open();
    click('Send');
    await fixture.whenStable();
    const request = TestBed.inject(HttpTestingController).expectOne('/api/v1/messages');
    request.flush('{"error":{"type":"rate_limit_error","message":"Slow down"}}', { status: 429, statusText: 'Too Many Requests' });
    while (status() === 'waiting 1') await new Promise((resolve) => setTimeout(resolve));
    expect(status()).toBe('error 1');
  });
});
