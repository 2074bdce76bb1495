import { CALLS, type Answer, type Call, type CallError, type Tables } from "./calls.ts"
import type { Connection } from "./connection.ts"
import { DamageError, deadLetter } from "./damage.ts"
import { asWhkError, isFinalFailure, isMachineFailure } from "./sqlite-error.ts"

/**
 * Runs calls in order, all writes in one transaction with one fsync. A call that is wrong in itself fails alone;
 * when the disk or the commit fails, every call of the batch fails and nothing of it is stored.
 */
export function runBatch(connection: Connection, tables: Tables, calls: readonly Call[]): Answer {
  if (calls.every(({ method }) => CALLS[method] === "reads")) return runReads(connection, tables, calls)
  try {
    try {
      return inTransaction(connection, () => runTogether(tables, calls))
    } catch (error) {
      if (isMachineFailure(error)) throw error
      return inTransaction(connection, () => runApart(connection, tables, calls))
    }
  } catch (error) {
    return allFailed(calls, error)
  }
}

/** The answer to a batch of which nothing came true. */
function allFailed(calls: readonly Call[], error: unknown): Answer {
  const failures = new Map(calls.map(({ method }, index) => [index, callError(error, method)]))
  return { values: [], failures, final: isFinalFailure(error) }
}

/** An error in the form that crosses threads. */
export function callError(error: unknown, doing: string): CallError {
  const { code, message, hint } = asWhkError(error, doing)
  return { code, message, hint }
}

function runReads(connection: Connection, tables: Tables, calls: readonly Call[]): Answer {
  const failures = new Map<number, CallError>()
  let final = false
  const values = calls.map((call, index) => {
    try {
      return run(tables, call)
    } catch (error) {
      failures.set(index, callError(error, call.method))
      final ||= isFinalFailure(error) || isFinalFailure(deadLetterAlone(connection, error))
      return undefined
    }
  })
  return { values, failures, final }
}

/** Dead-letters what an error says is damaged and returns why it could not; whoever reads it next finds it again. */
function deadLetterAlone(connection: Connection, error: unknown): unknown {
  if (!(error instanceof DamageError)) return undefined
  try {
    deadLetter(connection, error.damaged)
    return undefined
  } catch (failure) {
    return failure
  }
}

function runTogether(tables: Tables, calls: readonly Call[]): Answer {
  return { values: calls.map((call) => run(tables, call)), failures: new Map(), final: false }
}

// The second try, after one of the calls threw: each behind a savepoint, so that only the wrong ones are undone.
function runApart(connection: Connection, tables: Tables, calls: readonly Call[]): Answer {
  const failures = new Map<number, CallError>()
  const values = calls.map((call, index) => {
    connection.exec("SAVEPOINT one_call")
    try {
      return run(tables, call)
    } catch (error) {
      if (isMachineFailure(error)) throw error
      connection.exec("ROLLBACK TO one_call")
      if (error instanceof DamageError) deadLetter(connection, error.damaged)
      failures.set(index, callError(error, call.method))
      return undefined
    } finally {
      connection.exec("RELEASE one_call")
    }
  })
  return { values, failures, final: false }
}

function run(tables: Tables, { method, args }: Call): unknown {
  const table = tables[method] as (...args: readonly unknown[]) => unknown
  return table(...args)
}

function inTransaction(connection: Connection, work: () => Answer): Answer {
  connection.run("BEGIN IMMEDIATE")
  try {
    const answer = work()
    connection.run("COMMIT")
    return answer
  } catch (error) {
    rollBack(connection)
    throw error
  }
}

function rollBack(connection: Connection): void {
  try {
    connection.run("ROLLBACK")
  } catch {
    // After some errors SQLite has rolled back by itself.
  }
}
