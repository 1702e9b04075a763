import type { Db, Tx } from '#/platform/database/database.ts'

/** Ends a transaction whose work was done, and carries what came of it. */
class Forgotten extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('What this transaction did is forgotten.')
    this.result = result
  }
}

/** The same database, on which every transaction is undone when its work is done: each question finds the same world. */
export function forgetting(db: Db): Db {
  return new Proxy(db, {
    get: (target, name) => {
      if (name === 'transaction') return () => forgettingTransaction(target.transaction())
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

type Builder = ReturnType<Db['transaction']>

function forgettingTransaction(builder: Builder): Pick<Builder, 'setAccessMode' | 'execute'> {
  return {
    setAccessMode: (mode) => forgettingTransaction(builder.setAccessMode(mode)) as Builder,
    execute: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      try {
        return await builder.execute(async (tx) => {
          throw new Forgotten(await work(tx))
        })
      } catch (error) {
        if (error instanceof Forgotten) return error.result as T
        throw error
      }
    },
  }
}
