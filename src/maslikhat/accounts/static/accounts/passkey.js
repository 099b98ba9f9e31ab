// A passkey's button: ask the server for a challenge, let the device sign it, send the form.
// window.webauthnJSON comes from django-allauth's webauthn-json.js.
async function credentialFor (button) {
  const form = button.form
  const answer = await fetch(button.dataset.challenge, {
    method: 'POST',
    body: new FormData(form),
    headers: { Accept: 'application/json' }
  })
  if (!answer.ok) throw new Error(String(answer.status))
  const options = await answer.json()
  if (button.dataset.passkey === 'get') return window.webauthnJSON.get(options)
  if (form.elements.passwordless.checked) {
    // Only a key that the device keeps and guards can open the account alone.
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: 'required', requireResidentKey: true, userVerification: 'required'
    })
  }
  return window.webauthnJSON.create(options)
}

async function press (button) {
  const failed = button.form.querySelector('[data-passkey-failed]')
  failed.hidden = true
  try {
    button.form.elements.credential.value = JSON.stringify(await credentialFor(button))
    button.form.submit()
  } catch {
    failed.hidden = false
  }
}

if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll('[data-passkey]')) {
    button.hidden = false
    button.addEventListener('click', () => press(button))
  }
}
