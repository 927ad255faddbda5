package io.keyfold.authconfig.oauth;

import org.jspecify.annotations.Nullable;

/**
 * Why a call to a vendor has no usable answer. Contains no text of the vendor.
 *
 * @param reason what happened
 * @param status the HTTP status; null if none was received
 */
public record CallFailure(Reason reason, @Nullable Integer status) {
  /** What happened, in the order of a call. */
  public enum Reason {
    /** The URL or the address is not allowed. Not sent. */
    ADDRESS_REFUSED,
    /** The egress proxy did not connect to the vendor. Not sent. */
    EGRESS_PROXY,
    /** Too many calls in progress here. Not sent. */
    BUSY,
    /** No connection: unknown name, refused, timeout of connecting, TLS. Not sent. */
    UNREACHABLE,
    /** The connection was lost after sending. */
    CONNECTION_LOST,
    /** No complete answer in time. */
    TIMEOUT,
    /** A redirect, which is not followed. */
    REDIRECT,
    /** An error status without an error code of OAuth. */
    ERROR_STATUS,
    /** The answer is too large. */
    TOO_LARGE,
    /** The answer is not what the protocol says, e.g. HTML. */
    UNREADABLE,
  }
}
