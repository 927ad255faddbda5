/** Tests of JSON-RPC messages. */
@NullMarked
package io.keyfold.session.rpc;

import org.jspecify.annotations.NullMarked;
