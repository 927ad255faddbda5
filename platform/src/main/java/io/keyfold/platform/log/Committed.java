package io.keyfold.platform.log;

/**
 * The outcome of an accepted command: it is on the replicated log and in this instance's view.
 *
 * @param objectId the command's object; for a repeated idempotency key, the object of the first command
 * @param repeated whether an equal request with the same idempotency key was applied before
 */
public record Committed(String objectId, boolean repeated) {}
