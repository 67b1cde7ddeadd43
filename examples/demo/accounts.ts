import { checkPassword } from 'djust'

export interface Account {
  id: number
  username: string
  password: string
}

/** Whoever may log in. An application has them in its database. */
const accounts: Account[] = [
  {
    id: 1,
    username: 'ada',
    // What hashPassword made of "lovelace".
    password:
      '$scrypt$ln=15,r=8,p=3$FwTfuakSR/V2/QRCoMM53w$EwVTrbOyYURoO+o/CXe/X9kEnUZcqgIW3sn6RIZMaHk',
  },
]

export function findAccount(id: number): Account | null {
  return accounts.find((account) => account.id === id) ?? null
}

/** The account of a name, if the password is right. */
export async function authenticate(username: string, password: string): Promise<Account | null> {
  const account = accounts.find((each) => each.username === username.trim().toLowerCase()) ?? null
  return (await checkPassword(password, account?.password ?? null)) ? account : null
}
