// Shows the passkey buttons where the browser knows passkeys, and says so when one did not work.
const buttons = document.querySelectorAll('[data-passkey]')
if (window.PublicKeyCredential) {
  buttons.forEach(button => { button.hidden = false })
}
document.addEventListener('allauth.error', event => {
  event.preventDefault()
  document.querySelectorAll('[data-passkey-failed]').forEach(sentence => { sentence.hidden = false })
})
