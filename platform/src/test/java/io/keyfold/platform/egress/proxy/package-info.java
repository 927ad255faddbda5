@NullMarked
package io.keyfold.platform.egress.proxy;

import org.jspecify.annotations.NullMarked;
