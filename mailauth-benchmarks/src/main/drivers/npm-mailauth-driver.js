'use strict';

// Measures the npm package mailauth, from the node_modules beside this file. Arguments and output are those of
// libopendkim-driver.c.

const { readFileSync, writeFileSync } = require('node:fs');

const version = () => {
    const own = require('mailauth/package.json').version;
    console.log(`npm mailauth ${own}, Node ${process.versions.node}, OpenSSL ${process.versions.openssl}`);
};

const verifier = (_algorithm, messageName, recordName) => {
    const { dkimVerify } = require('mailauth/lib/dkim/verify');
    const message = readFileSync(messageName);
    const record = readFileSync(recordName, 'latin1');
    const options = { resolver: async () => [[record]] };
    return async () => {
        const { results } = await dkimVerify(message, options);
        if (results.length !== 1 || results[0].status.result !== 'pass') {
            throw new Error('signature: does not pass');
        }
    };
};

const signer = async (algorithm, messageName, keyName, signedName, signingDomain, selector) => {
    const { dkimSign } = require('mailauth/lib/dkim/sign');
    const message = readFileSync(messageName);
    const privateKey = readFileSync(keyName);
    const options = () => ({
        canonicalization: 'relaxed/relaxed',
        // else it looks at the clock twice, and its signature is wrong when a second has passed in between
        signTime: new Date(),
        signatureData: [
            {
                signingDomain,
                selector,
                privateKey,
                algorithm: algorithm === 'ed25519' ? 'ed25519-sha256' : 'rsa-sha256'
            }
        ]
    });
    const sign = async () => {
        const { signatures, errors } = await dkimSign(message, options());
        if (errors.length !== 0 || signatures.length === 0) {
            throw new Error('no signature');
        }
        return signatures;
    };
    writeFileSync(signedName, Buffer.concat([Buffer.from(await sign()), message]));
    return sign;
};

const cpuMicros = () => {
    const { user, system } = process.cpuUsage();
    return user + system;
};

const measure = async (warmUp, repetitions, duration, operation) => {
    const end = cpuMicros() + warmUp * 1000;
    while (cpuMicros() < end) {
        await operation();
    }
    for (let repetition = 0; repetition < repetitions; repetition++) {
        const start = cpuMicros();
        let count = 0;
        let spent = 0;
        do {
            await operation();
            count++;
            spent = cpuMicros() - start;
        } while (spent < duration * 1000);
        console.log(`${count}\t${spent * 1000}`);
    }
};

const main = async args => {
    if (args.length === 1 && args[0] === 'version') {
        version();
        return;
    }
    const [warmUp, repetitions, duration] = args.slice(0, 3).map(Number);
    const [work, algorithm, ...files] = args.slice(3);
    const operation = await { verify: verifier, sign: signer }[work](algorithm, ...files);
    await measure(warmUp, repetitions, duration, operation);
};

main(process.argv.slice(2)).catch(failure => {
    console.error(failure.message.split('\n', 1)[0]);
    process.exitCode = 2;
});
