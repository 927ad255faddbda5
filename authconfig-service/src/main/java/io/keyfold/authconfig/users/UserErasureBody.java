package io.keyfold.authconfig.users;

/**
 * The result of an erasure.
 *
 * @param object always {@code user.erasure}
 * @param id id of the user
 * @param user the caller's own id of the user
 * @param complete whether no matching credential is active any more; else repeat the request with another
 *     Idempotency-Key
 */
record UserErasureBody(String object, String id, String user, boolean complete) {}
