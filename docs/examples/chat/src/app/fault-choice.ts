import type { HttpInterceptorFn } from '@angular/common/http';
import { signal } from '@angular/core';

import type { Fault } from './faults';

/** What the next question runs into. The gateway of the example reads it from a header. */
export const chosenFault = signal<Fault>('none');

/** Every attempt of a question goes into the fault that was chosen when it was asked. */
export const sendIntoFault: HttpInterceptorFn = (request, next) => next(request.clone({ setHeaders: { 'x-fault': chosenFault() } }));
