package org.mailauth.authenticator;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call on another thread that can be cancelled: its thread is interrupted then, while it works for the call only. */
final class AsyncCall<T> extends CompletableFuture<T> implements Runnable {
    private final Supplier<T> call;
    private @Nullable Thread worker;

    private AsyncCall(Supplier<T> call) {
        this.call = call;
    }

    static <T> CompletableFuture<T> start(Supplier<T> call, Executor executor) {
        AsyncCall<T> started = new AsyncCall<>(call);
        try {
            executor.execute(started);
        } catch (RejectedExecutionException rejected) {
            started.completeExceptionally(rejected);
        }
        return started;
    }

    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        try {
            complete(call.get());
        } catch (Throwable failed) {
            completeExceptionally(failed);
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        if (isDone()) {
            return false;
        }
        worker = Thread.currentThread();
        return true;
    }

    private synchronized void end() {
        worker = null;
        if (isCancelled()) {
            // The interruption was meant for this call, and not for what the thread does next.
            Thread.interrupted();
        }
    }

    @Override
    public synchronized boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Thread running = worker;
        if (cancelled && running != null) {
            running.interrupt();
        }
        return cancelled;
    }
}
