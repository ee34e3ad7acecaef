import { context, propagation, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/** What a span may say: ids, names of ours, and numbers. Never a value, a text of a request, or an error's message. */
type Attributes = Readonly<Record<string, string | number>>;
type Headers = Readonly<Record<string, string | string[] | undefined>>;

const tracer = trace.getTracer('accord');

/** Sends traces to an OpenTelemetry collector (OTLP over HTTP), or nowhere when none is named. */
export function startTracing(part: string, collector: string | null): { stop(): Promise<void> } {
  if (collector === null) return { stop: async () => undefined };
  const exporter = new OTLPTraceExporter({ url: `${collector.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: new Resource({ 'service.name': `accord-${part}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register({ propagator: new W3CTraceContextPropagator() });
  // A collector that is away must not keep anything from ending.
  return { stop: () => provider.shutdown().catch(() => undefined) };
}

/** Runs `work` within a span. Of an error the span knows that there was one, and no more. */
export async function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A span over everything that `next` starts, in the trace that these headers name; whoever began it ends it. */
export function beginSpan(name: string, attributes: Attributes, headers: Headers, next: () => void): Span {
  const parent = propagation.extract(context.active(), headers);
  const span = tracer.startSpan(name, { attributes }, parent);
  context.with(trace.setSpan(parent, span), next);
  return span;
}

/** Headers by which the next part goes on with the present trace. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}
