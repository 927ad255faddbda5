/** JSON-RPC 2.0 messages as their senders wrote them: only the parts that a relay needs are parsed. */
@NullMarked
package io.keyfold.session.rpc;

import org.jspecify.annotations.NullMarked;
