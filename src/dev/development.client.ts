/** The script that only `djust dev` adds to a page. */
import './come-back.client.ts'
import './overlay.client.ts'
