@NullMarked
package io.keyfold.session.api;

import org.jspecify.annotations.NullMarked;
