/** The Prometheus text format (prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4): what is counted, and how it is written. */
export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8"

/** Values of fixed words only: a label that held an id or a URL would make a series of its own for each. */
export type Labels = Readonly<Record<string, string>>

interface Sample {
  readonly name: string
  readonly labels: Labels
  readonly value: number
}

/** One metric as it is written: its name, what it means, and its samples at this moment. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly kind: "counter" | "gauge" | "histogram"
  samples(): readonly Sample[]
}

/** Counts up, by labels. */
export class Counter implements Metric {
  readonly kind = "counter"
  readonly name: string
  readonly help: string
  readonly #values = new Map<string, { readonly labels: Labels; value: number }>()

  constructor(name: string, help: string) {
    this.name = name
    this.help = help
  }

  add(labels: Labels = {}, by = 1): void {
    const key = JSON.stringify(labels)
    const known = this.#values.get(key)
    if (known) known.value += by
    else this.#values.set(key, { labels, value: by })
  }

  samples(): readonly Sample[] {
    return [...this.#values.values()].map(({ labels, value }) => ({ name: this.name, labels, value }))
  }
}

/** How many values were at most so large, in seconds. */
export class Histogram implements Metric {
  readonly kind = "histogram"
  readonly name: string
  readonly help: string
  readonly #bounds: readonly number[]
  readonly #counts: number[]
  #sum = 0
  #count = 0

  constructor(name: string, help: string, bounds: readonly number[]) {
    this.name = name
    this.help = help
    this.#bounds = bounds
    this.#counts = bounds.map(() => 0)
  }

  observe(seconds: number): void {
    this.#sum += seconds
    this.#count += 1
    for (const [index, bound] of this.#bounds.entries()) if (seconds <= bound) this.#counts[index]! += 1
  }

  samples(): readonly Sample[] {
    const bucket = (le: string, value: number): Sample => ({
      name: `${this.name}_bucket`,
      labels: { le },
      value,
    })
    return [
      ...this.#bounds.map((bound, index) => bucket(String(bound), this.#counts[index]!)),
      bucket("+Inf", this.#count),
      { name: `${this.name}_sum`, labels: {}, value: this.#sum },
      { name: `${this.name}_count`, labels: {}, value: this.#count },
    ]
  }
}

/** A value that is looked up when it is asked for. */
export function gauge(name: string, help: string, read: () => number): Metric {
  return { name, help, kind: "gauge", samples: () => [{ name, labels: {}, value: read() }] }
}

/** Writes metrics down, each with its help and kind. */
export function writeExposition(metrics: readonly Metric[]): string {
  return metrics
    .map((metric) => {
      const { name, help, kind } = metric
      const lines = metric.samples().map(({ name: of, labels, value }) => `${of}${write(labels)} ${value}`)
      return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines, ""].join("\n")
    })
    .join("")
}

function write(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`)
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`
}
