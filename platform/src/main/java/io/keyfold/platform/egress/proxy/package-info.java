/** The proxy of the operator's network, through which calls leave. */
@NullMarked
package io.keyfold.platform.egress.proxy;

import org.jspecify.annotations.NullMarked;
