// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/contextvocabulary.h"

#include "detection/identifiers/scantext.h"

#include <algorithm>
#include <array>

namespace atalaia {

namespace {

constexpr quint64 kApiKey = kindBit(IdentifierKind::ApiKey);
constexpr quint64 kBankAccount = kindBit(IdentifierKind::BankAccount);
constexpr quint64 kBoleto = kindBit(IdentifierKind::Boleto);
constexpr quint64 kCard = kindBit(IdentifierKind::Card);
constexpr quint64 kCardCode = kindBit(IdentifierKind::CardCode);
constexpr quint64 kCardExpiry = kindBit(IdentifierKind::CardExpiry);
constexpr quint64 kCbu = kindBit(IdentifierKind::Cbu);
constexpr quint64 kCedula = kindBit(IdentifierKind::Cedula);
constexpr quint64 kCep = kindBit(IdentifierKind::Cep);
constexpr quint64 kClabe = kindBit(IdentifierKind::Clabe);
constexpr quint64 kCnh = kindBit(IdentifierKind::Cnh);
constexpr quint64 kCnpj = kindBit(IdentifierKind::Cnpj);
constexpr quint64 kCourtCase = kindBit(IdentifierKind::CourtCase);
constexpr quint64 kCpf = kindBit(IdentifierKind::Cpf);
constexpr quint64 kCuit = kindBit(IdentifierKind::Cuit);
constexpr quint64 kCurp = kindBit(IdentifierKind::Curp);
constexpr quint64 kDni = kindBit(IdentifierKind::Dni);
constexpr quint64 kEdrpou = kindBit(IdentifierKind::Edrpou);
constexpr quint64 kEmail = kindBit(IdentifierKind::Email);
constexpr quint64 kHealthCard = kindBit(IdentifierKind::HealthCard);
constexpr quint64 kIban = kindBit(IdentifierKind::Iban);
constexpr quint64 kIdCard = kindBit(IdentifierKind::IdCard);
constexpr quint64 kIpAddress = kindBit(IdentifierKind::IpAddress);
constexpr quint64 kNit = kindBit(IdentifierKind::Nit);
constexpr quint64 kOneTimeCode = kindBit(IdentifierKind::OneTimeCode);
constexpr quint64 kPassport = kindBit(IdentifierKind::Passport);
constexpr quint64 kPassword = kindBit(IdentifierKind::Password);
constexpr quint64 kPhone = kindBit(IdentifierKind::Phone);
constexpr quint64 kPis = kindBit(IdentifierKind::Pis);
constexpr quint64 kPixCode = kindBit(IdentifierKind::PixCode);
constexpr quint64 kPixKey = kindBit(IdentifierKind::PixKey);
constexpr quint64 kPlate = kindBit(IdentifierKind::Plate);
constexpr quint64 kRenavam = kindBit(IdentifierKind::Renavam);
constexpr quint64 kRfc = kindBit(IdentifierKind::Rfc);
constexpr quint64 kRg = kindBit(IdentifierKind::Rg);
constexpr quint64 kRnokpp = kindBit(IdentifierKind::Rnokpp);
constexpr quint64 kRut = kindBit(IdentifierKind::Rut);
constexpr quint64 kVoterId = kindBit(IdentifierKind::VoterId);

/// Words that name an identifier, in Portuguese, Spanish, English and Ukrainian. A row with a country goes
/// before the one without.
constexpr auto kRows = std::to_array<VocabularyRow>({
        // clang-format off
        {u"acao judicial", kCourtCase, u"", WordUse::Names},
        {u"access key", kApiKey, u"", WordUse::Names},
        {u"access token", kApiKey, u"", WordUse::Names},
        {u"account", kIban, u"", WordUse::Generic},
        {u"ag", kBankAccount, u"", WordUse::Names},
        {u"agencia", kBankAccount, u"", WordUse::Names},
        {u"amex", kCard, u"", WordUse::Names},
        {u"api key", kApiKey, u"", WordUse::Names},
        {u"apikey", kApiKey, u"", WordUse::Names},
        {u"area code", 0, u"", WordUse::Nothing},
        {u"autos", kCourtCase, u"", WordUse::Names},
        {u"av", kCep, u"", WordUse::Generic},
        {u"avenida", kCep, u"", WordUse::Generic},
        {u"bairro", kCep, u"", WordUse::Names},
        {u"banco", kBankAccount, u"", WordUse::Names},
        {u"bearer", kApiKey, u"", WordUse::Names},
        {u"boleto", kBoleto, u"", WordUse::Names},
        {u"boletos", kBoleto, u"", WordUse::Names},
        {u"c c", kBankAccount, u"BR", WordUse::Names},
        {u"c c", kCedula, u"CO", WordUse::Names},
        {u"c p f", kCpf, u"", WordUse::Names},
        {u"cad unico", kPis, u"BR", WordUse::Names},
        {u"cadastro de pessoa fisica", kCpf, u"", WordUse::Names},
        {u"cadunico", kPis, u"BR", WordUse::Names},
        {u"caixa", kPis, u"BR", WordUse::Generic},
        {u"call", kPhone, u"", WordUse::Generic},
        {u"card", kCard, u"", WordUse::Names},
        {u"carnet", kRut, u"CL", WordUse::Generic},
        {u"carro", kPlate, u"", WordUse::Generic},
        {u"cartao", kCard, u"", WordUse::Names},
        {u"cartao do sus", kHealthCard, u"", WordUse::Names},
        {u"cartao nacional", kHealthCard, u"", WordUse::Names},
        {u"cartao nacional de saude", kHealthCard, u"", WordUse::Names},
        {u"cartao sus", kHealthCard, u"", WordUse::Names},
        {u"carteira de identidade", kRg, u"", WordUse::Names},
        {u"carteira de motorista", kCnh, u"", WordUse::Names},
        {u"carteira de trabalho", kPis, u"BR", WordUse::Names},
        {u"carteira de trabalho", kPis, u"", WordUse::Names},
        {u"cartoes", kCard, u"", WordUse::Names},
        {u"categoria", kCnh, u"", WordUse::Names},
        {u"cbu", kCbu, u"", WordUse::Names},
        {u"cc", kBankAccount, u"BR", WordUse::Names},
        {u"cc", kCedula, u"CO", WordUse::Names},
        {u"cedula", kRut | kCedula, u"CL", WordUse::Generic},
        {u"cedula", kCedula | kRut, u"CO", WordUse::Names},
        {u"cedula", kRut | kCedula, u"", WordUse::Generic},
        {u"cedula de ciudadania", kCedula, u"", WordUse::Names},
        {u"cel", kPhone, u"", WordUse::Names},
        {u"cell", kPhone, u"", WordUse::Names},
        {u"cellphone", kPhone, u"", WordUse::Names},
        {u"celular", kPhone, u"", WordUse::Names},
        {u"cep", kCep, u"", WordUse::Names},
        {u"chamado", 0, u"", WordUse::Protocol},
        {u"chave", kPixKey, u"", WordUse::Transfer},
        {u"chave da api", kApiKey, u"", WordUse::Names},
        {u"chave da casa", kPixKey, u"", WordUse::Nothing},
        {u"chave de acesso", kPixKey, u"", WordUse::Nothing},
        {u"chave de api", kPixKey | kApiKey, u"", WordUse::Nothing},
        {u"chave de seguranca", kPixKey, u"", WordUse::Nothing},
        {u"chave do carro", kPixKey, u"", WordUse::Nothing},
        {u"chave pix", kPixKey, u"", WordUse::Transfer},
        {u"cid", kCardCode, u"", WordUse::Generic},
        {u"cin", kRg, u"", WordUse::Names},
        {u"clabe", kClabe, u"", WordUse::Names},
        {u"clabe interbancaria", kClabe, u"", WordUse::Names},
        {u"clave", kPassword, u"", WordUse::Names},
        {u"clave api", kApiKey, u"", WordUse::Names},
        {u"clave bancaria", 0, u"", WordUse::Nothing},
        {u"clave bancaria uniforme", kCbu, u"", WordUse::Names},
        {u"clave de api", kApiKey, u"", WordUse::Names},
        {u"clave de elector", 0, u"", WordUse::Nothing},
        {u"clave pix", 0, u"", WordUse::Nothing},
        {u"clave virtual uniforme", kCbu, u"", WordUse::Names},
        {u"claves", kPassword, u"", WordUse::Names},
        {u"client secret", kApiKey, u"", WordUse::Names},
        {u"cnh", kCnh, u"", WordUse::Names},
        {u"cnpj", kCnpj, u"", WordUse::Names},
        {u"cns", kHealthCard, u"", WordUse::Names},
        {u"cod de seguranca", kCardCode, u"", WordUse::Names},
        {u"cod seg", kCardCode, u"", WordUse::Names},
        {u"cod seguranca", kCardCode, u"", WordUse::Names},
        {u"code", kOneTimeCode, u"", WordUse::Generic},
        {u"codigo", kOneTimeCode, u"", WordUse::Generic},
        {u"codigo civil", 0, u"", WordUse::Nothing},
        {u"codigo da loja", 0, u"", WordUse::Nothing},
        {u"codigo de area", 0, u"", WordUse::Nothing},
        {u"codigo de barras", kBoleto, u"", WordUse::Names},
        {u"codigo de confirmacao", kOneTimeCode, u"", WordUse::Names},
        {u"codigo de defesa", 0, u"", WordUse::Nothing},
        {u"codigo de desconto", 0, u"", WordUse::Nothing},
        {u"codigo de postagem", 0, u"", WordUse::Nothing},
        {u"codigo de producto", 0, u"", WordUse::Nothing},
        {u"codigo de rastreamento", 0, u"", WordUse::Nothing},
        {u"codigo de rastreio", 0, u"", WordUse::Nothing},
        {u"codigo de seguimiento", 0, u"", WordUse::Nothing},
        {u"codigo de seguranca", kCardCode, u"", WordUse::Names},
        {u"codigo de seguridad", kCardCode, u"", WordUse::Names},
        {u"codigo de verificacao", kOneTimeCode, u"", WordUse::Names},
        {u"codigo do cliente", 0, u"", WordUse::Nothing},
        {u"codigo do pedido", 0, u"", WordUse::Nothing},
        {u"codigo do produto", 0, u"", WordUse::Nothing},
        {u"codigo penal", 0, u"", WordUse::Nothing},
        {u"codigo postal", kCep, u"", WordUse::Names},
        {u"codigo promocional", 0, u"", WordUse::Nothing},
        {u"confirmacao", kOneTimeCode, u"", WordUse::Names},
        {u"conta", kBankAccount, u"", WordUse::Names},
        {u"conta corrente", kBankAccount, u"", WordUse::Names},
        {u"conta poupanca", kBankAccount, u"", WordUse::Names},
        {u"contacto", kPhone, u"", WordUse::Generic},
        {u"contato", kPhone, u"", WordUse::Generic},
        {u"contrasena", kPassword, u"", WordUse::Names},
        {u"contrasenas", kPassword, u"", WordUse::Names},
        {u"convenio", kHealthCard, u"", WordUse::Generic},
        {u"copia e cola", kPixKey, u"", WordUse::Transfer},
        {u"copia e cola pix", kPixCode, u"", WordUse::Names},
        {u"correio", kEmail, u"", WordUse::Names},
        {u"corrente", kBankAccount, u"", WordUse::Names},
        {u"correo", kEmail, u"", WordUse::Names},
        {u"cpf", kCpf, u"", WordUse::Names},
        {u"cpfs", kCpf, u"", WordUse::Names},
        {u"credit", kCard, u"", WordUse::Generic},
        {u"credito", kCard, u"", WordUse::Names},
        {u"crlv", kRenavam, u"", WordUse::Names},
        {u"ctps", kPis, u"BR", WordUse::Names},
        {u"cuenta", kCbu | kIban, u"AR", WordUse::Generic},
        {u"cuenta", kClabe | kIban, u"MX", WordUse::Generic},
        {u"cuenta", kIban, u"", WordUse::Generic},
        {u"cuil", kCuit, u"", WordUse::Names},
        {u"cuit", kCuit, u"", WordUse::Names},
        {u"curp", kCurp, u"", WordUse::Names},
        {u"cvc", kCardCode, u"", WordUse::Names},
        {u"cvc2", kCardCode, u"", WordUse::Names},
        {u"cve", kCardCode, u"", WordUse::Names},
        {u"cvu", kCbu, u"", WordUse::Names},
        {u"cvv", kCardCode, u"", WordUse::Names},
        {u"cvv2", kCardCode, u"", WordUse::Names},
        {u"ddd", kPhone, u"", WordUse::Generic},
        {u"debit", kCard, u"", WordUse::Generic},
        {u"debito", kCard, u"", WordUse::Names},
        {u"detran", kRg | kRenavam | kPlate, u"", WordUse::Names},
        {u"digitos atras", kCardCode, u"", WordUse::Names},
        {u"digitos de tras", kCardCode, u"", WordUse::Names},
        {u"direccion ip", kIpAddress, u"", WordUse::Names},
        {u"discount code", 0, u"", WordUse::Nothing},
        {u"dni", kDni, u"", WordUse::Names},
        {u"documento", kDni, u"AR", WordUse::Generic},
        {u"documento", kCpf | kRg, u"BR", WordUse::Generic},
        {u"documento", kRut, u"CL", WordUse::Generic},
        {u"documento", kCedula, u"CO", WordUse::Generic},
        {u"documento do carro", kRenavam, u"", WordUse::Names},
        {u"documentos", kCpf | kRg, u"BR", WordUse::Generic},
        {u"e mail", kEmail, u"", WordUse::Names},
        {u"eleitor", kVoterId, u"", WordUse::Names},
        {u"elo", kCard, u"", WordUse::Names},
        {u"email", kEmail, u"", WordUse::Names},
        {u"emitir nota", kCnpj, u"", WordUse::Generic},
        {u"empresa", kCnpj, u"", WordUse::Generic},
        {u"endereco", kCep, u"", WordUse::Names},
        {u"endereco ip", kIpAddress, u"", WordUse::Names},
        {u"entrega", kCep, u"", WordUse::Generic},
        {u"exp", kCardExpiry, u"", WordUse::Names},
        {u"expires", kCardExpiry, u"", WordUse::Names},
        {u"expiry", kCardExpiry, u"", WordUse::Names},
        {u"fatura", kBoleto, u"", WordUse::Names},
        {u"faturar", kCnpj, u"", WordUse::Generic},
        {u"faz um pix", kPixKey, u"", WordUse::Transfer},
        {u"fgts", kPis, u"BR", WordUse::Names},
        {u"folio", 0, u"", WordUse::Protocol},
        {u"fone", kPhone, u"", WordUse::Names},
        {u"fono", kPhone, u"", WordUse::Names},
        {u"frete", kCep, u"", WordUse::Names},
        {u"frota", kPlate, u"", WordUse::Names},
        {u"habilitacao", kCnh, u"", WordUse::Names},
        {u"hipercard", kCard, u"", WordUse::Names},
        {u"iban", kIban, u"", WordUse::Names},
        {u"identidade", kCpf | kRg, u"BR", WordUse::Generic},
        {u"inscricao", kCnpj, u"", WordUse::Names},
        {u"inss", kPis, u"BR", WordUse::Names},
        {u"ip", kIpAddress, u"", WordUse::Names},
        {u"ip address", kIpAddress, u"", WordUse::Names},
        {u"ipv4", kIpAddress, u"", WordUse::Names},
        {u"ipv6", kIpAddress, u"", WordUse::Names},
        {u"ipva", kRenavam, u"", WordUse::Names},
        {u"juizado", kCourtCase, u"", WordUse::Names},
        {u"licenciamento", kRenavam, u"", WordUse::Names},
        {u"liga", kPhone, u"", WordUse::Names},
        {u"ligar", kPhone, u"", WordUse::Names},
        {u"linha digitavel", kBoleto, u"", WordUse::Names},
        {u"mail", kEmail, u"", WordUse::Names},
        {u"manda no pix", kPixKey, u"", WordUse::Transfer},
        {u"mastercard", kCard, u"", WordUse::Names},
        {u"me chama", kPhone, u"", WordUse::Names},
        {u"mei", kCnpj, u"", WordUse::Names},
        {u"meu cpf", kCpf, u"", WordUse::Names},
        {u"minha chave", kPixKey, u"", WordUse::Transfer},
        {u"mobile", kPhone, u"", WordUse::Names},
        {u"moto", kPlate, u"", WordUse::Generic},
        {u"movil", kPhone, u"", WordUse::Names},
        {u"multa", kPlate, u"", WordUse::Names},
        {u"nf", kCnpj, u"", WordUse::Names},
        {u"nis", kPis, u"BR", WordUse::Names},
        {u"nis", kPis, u"", WordUse::Names},
        {u"nit", kPis | kNit, u"BR", WordUse::Names},
        {u"nit", kNit, u"", WordUse::Names},
        {u"nota fiscal", kCnpj, u"", WordUse::Names},
        {u"number", kPhone, u"", WordUse::Generic},
        {u"numero", kPhone, u"", WordUse::Generic},
        {u"numero de caso", 0, u"", WordUse::Protocol},
        {u"numero de chamado", 0, u"", WordUse::Protocol},
        {u"numero de protocolo", 0, u"", WordUse::Protocol},
        {u"numero de ticket", 0, u"", WordUse::Protocol},
        {u"numero do cartao", kCard, u"", WordUse::Names},
        {u"numero do chamado", 0, u"", WordUse::Protocol},
        {u"numero do protocolo", 0, u"", WordUse::Protocol},
        {u"numeros", kPhone, u"", WordUse::Generic},
        {u"numeros atras", kCardCode, u"", WordUse::Names},
        {u"numeros de tras", kCardCode, u"", WordUse::Names},
        {u"nº de protocolo", 0, u"", WordUse::Protocol},
        {u"nº do chamado", 0, u"", WordUse::Protocol},
        {u"one time code", kOneTimeCode, u"", WordUse::Names},
        {u"orgao emissor", kRg, u"", WordUse::Names},
        {u"otp", kOneTimeCode, u"", WordUse::Names},
        {u"palabras clave", 0, u"", WordUse::Nothing},
        {u"parcela", kCard, u"", WordUse::Names},
        {u"parcelas", kCard, u"", WordUse::Names},
        {u"pasaporte", kPassport, u"", WordUse::Names},
        {u"pasep", kPis, u"BR", WordUse::Names},
        {u"pasep", kPis, u"", WordUse::Names},
        {u"passaporte", kPassport, u"", WordUse::Names},
        {u"passcode", kPassword, u"", WordUse::Names},
        {u"passport", kPassport, u"", WordUse::Names},
        {u"passwd", kPassword, u"", WordUse::Names},
        {u"password", kPassword, u"", WordUse::Names},
        {u"passwords", kPassword, u"", WordUse::Names},
        {u"phone", kPhone, u"", WordUse::Names},
        {u"pin", kOneTimeCode, u"", WordUse::Names},
        {u"pis", kPis, u"BR", WordUse::Names},
        {u"pis", kPis, u"", WordUse::Names},
        {u"pix", kPixKey, u"", WordUse::Transfer},
        {u"placa", kPlate, u"", WordUse::Names},
        {u"posto", kHealthCard, u"", WordUse::Generic},
        {u"poup", kBankAccount, u"", WordUse::Names},
        {u"poupanca", kBankAccount, u"", WordUse::Names},
        {u"private key", kApiKey, u"", WordUse::Names},
        {u"processo", kCourtCase, u"", WordUse::Names},
        {u"processo judicial", kCourtCase, u"", WordUse::Names},
        {u"processos", kCourtCase, u"", WordUse::Names},
        {u"promo code", 0, u"", WordUse::Nothing},
        {u"protocol number", 0, u"", WordUse::Protocol},
        {u"protocolo", 0, u"", WordUse::Protocol},
        {u"protocolo de atendimento", 0, u"", WordUse::Protocol},
        {u"protocolos", 0, u"", WordUse::Protocol},
        {u"punto clave", 0, u"", WordUse::Nothing},
        {u"pwd", kPassword, u"", WordUse::Names},
        {u"qr", kPixCode, u"", WordUse::Names},
        {u"qr code", kPixCode, u"", WordUse::Names},
        {u"qr code de", 0, u"", WordUse::Nothing},
        {u"razao social", kCnpj, u"", WordUse::Names},
        {u"razon social", kNit, u"CO", WordUse::Names},
        {u"registro cnh", kCnh, u"", WordUse::Names},
        {u"registro geral", kRg, u"", WordUse::Names},
        {u"renach", kCnh, u"", WordUse::Names},
        {u"renavam", kRenavam, u"", WordUse::Names},
        {u"rfc", kRfc, u"", WordUse::Names},
        {u"rg", kRg, u"", WordUse::Names},
        {u"rol unico tributario", kRut, u"", WordUse::Names},
        {u"rua", kCep, u"", WordUse::Generic},
        {u"run", kRut, u"", WordUse::Names},
        {u"rut", kRut, u"", WordUse::Names},
        {u"saude", kHealthCard, u"", WordUse::Generic},
        {u"secao", kVoterId, u"", WordUse::Names},
        {u"secret", kApiKey, u"", WordUse::Names},
        {u"secret key", kApiKey, u"", WordUse::Names},
        {u"security code", kCardCode, u"", WordUse::Names},
        {u"segunda via", kBoleto, u"", WordUse::Names},
        {u"senha", kPassword, u"", WordUse::Names},
        {u"senhas", kPassword, u"", WordUse::Names},
        {u"seu cpf", kCpf, u"", WordUse::Names},
        {u"sms", kOneTimeCode, u"", WordUse::Generic},
        {u"ssp", kRg, u"", WordUse::Names},
        {u"sus", kHealthCard, u"", WordUse::Names},
        {u"swift", kIban, u"", WordUse::Names},
        {u"tarjeta", kCard, u"", WordUse::Names},
        {u"tax id", kCpf, u"", WordUse::Generic},
        {u"taxpayer", kCpf, u"", WordUse::Generic},
        {u"ted", kBankAccount, u"", WordUse::Names},
        {u"tel", kPhone, u"", WordUse::Generic},
        {u"telefone", kPhone, u"", WordUse::Names},
        {u"telefono", kPhone, u"", WordUse::Names},
        {u"ticket number", 0, u"", WordUse::Protocol},
        {u"titular", kCpf, u"", WordUse::Names},
        {u"titulo", kVoterId, u"", WordUse::Names},
        {u"titulo de eleitor", kVoterId, u"", WordUse::Names},
        {u"token", kOneTimeCode | kApiKey, u"", WordUse::Names},
        {u"transferencia", kCbu, u"AR", WordUse::Generic},
        {u"transferencia", kClabe, u"MX", WordUse::Generic},
        {u"tse", kVoterId, u"", WordUse::Names},
        {u"val", kCardExpiry, u"", WordUse::Names},
        {u"validade", kCardExpiry, u"", WordUse::Names},
        {u"vara", kCourtCase, u"", WordUse::Names},
        {u"veiculo", kPlate, u"", WordUse::Generic},
        {u"venc", kCardExpiry, u"", WordUse::Names},
        {u"vence", kCardExpiry, u"", WordUse::Names},
        {u"vencimento", kCardExpiry, u"", WordUse::Names},
        {u"vencimiento", kCardExpiry, u"", WordUse::Names},
        {u"verificacao", kOneTimeCode, u"", WordUse::Names},
        {u"verificacion", kOneTimeCode, u"", WordUse::Names},
        {u"verification code", kOneTimeCode, u"", WordUse::Names},
        {u"verso", kCardCode, u"", WordUse::Generic},
        {u"viber", kPhone, u"", WordUse::Names},
        {u"visa", kCard, u"", WordUse::Names},
        {u"whats", kPhone, u"", WordUse::Names},
        {u"whatsapp", kPhone, u"", WordUse::Names},
        {u"wpp", kPhone, u"", WordUse::Names},
        {u"zap", kPhone, u"", WordUse::Names},
        {u"zapzap", kPhone, u"", WordUse::Names},
        {u"zip code", 0, u"", WordUse::Nothing},
        {u"zona", kVoterId, u"", WordUse::Names},
        {u"вайбер", kPhone, u"", WordUse::Names},
        {u"едрпоу", kEdrpou, u"", WordUse::Names},
        {u"закордонний паспорт", kPassport, u"", WordUse::Names},
        {u"имейл", kEmail, u"", WordUse::Names},
        {u"инн", kRnokpp, u"", WordUse::Names},
        {u"картка", kCard, u"", WordUse::Names},
        {u"картки", kCard, u"", WordUse::Names},
        {u"карта", kCard, u"", WordUse::Names},
        {u"карти", kCard, u"", WordUse::Names},
        {u"карту", kCard, u"", WordUse::Names},
        {u"картку", kCard, u"", WordUse::Names},
        {u"ключ api", kApiKey, u"", WordUse::Names},
        {u"код", kOneTimeCode, u"", WordUse::Generic},
        {u"код безпеки", kCardCode, u"", WordUse::Names},
        {u"код платника", kRnokpp, u"", WordUse::Names},
        {u"код підприємства", kEdrpou, u"", WordUse::Names},
        {u"код підтвердження", kOneTimeCode, u"", WordUse::Names},
        {u"код єдрпоу", kEdrpou, u"", WordUse::Names},
        {u"мобільний", kPhone, u"", WordUse::Names},
        {u"мфо", kIban, u"", WordUse::Names},
        {u"номер", kPhone, u"", WordUse::Generic},
        {u"номер заявки", 0, u"", WordUse::Protocol},
        {u"номер звернення", 0, u"", WordUse::Protocol},
        {u"номер картки", kCard, u"", WordUse::Names},
        {u"пароль", kPassword, u"", WordUse::Names},
        {u"пароля", kPassword, u"", WordUse::Names},
        {u"паспорт", kPassport, u"", WordUse::Names},
        {u"паспорта", kPassport, u"", WordUse::Names},
        {u"податковий номер", kRnokpp, u"", WordUse::Names},
        {u"посвідчення", kIdCard | kPassport, u"", WordUse::Names},
        {u"посвідчення особи", kIdCard | kPassport, u"", WordUse::Names},
        {u"пошта", kEmail, u"", WordUse::Names},
        {u"пін", kOneTimeCode, u"", WordUse::Names},
        {u"рахунок", kIban, u"", WordUse::Generic},
        {u"рнокпп", kRnokpp, u"", WordUse::Names},
        {u"смс", kOneTimeCode, u"", WordUse::Generic},
        {u"тел", kPhone, u"", WordUse::Names},
        {u"телефон", kPhone, u"", WordUse::Names},
        {u"термін дії", kCardExpiry, u"", WordUse::Names},
        {u"унзр", kIdCard | kPassport, u"", WordUse::Names},
        {u"єдрпоу", kEdrpou, u"", WordUse::Names},
        {u"ід картка", kIdCard | kPassport, u"", WordUse::Names},
        {u"ід картки", kIdCard | kPassport, u"", WordUse::Names},
        {u"ідентифікаційний код", kRnokpp, u"", WordUse::Names},
        {u"ідентифікаційний номер", kRnokpp, u"", WordUse::Names},
        {u"імейл", kEmail, u"", WordUse::Names},
        {u"іпн", kRnokpp, u"", WordUse::Names},
        // clang-format on
});

constexpr auto sortedRows()
{
    auto sorted = kRows;
    std::sort(sorted.begin(), sorted.end(), [](const VocabularyRow &left, const VocabularyRow &right) {
        return left.phrase != right.phrase ? left.phrase < right.phrase : left.country > right.country;
    });
    return sorted;
}

constexpr auto kSorted = sortedRows();

std::u16string_view unitsOf(QStringView text)
{
    return {text.utf16(), size_t(text.size())};
}

const VocabularyRow *firstNotBefore(std::u16string_view phrase)
{
    return std::lower_bound(kSorted.data(), kSorted.data() + kSorted.size(), phrase,
                            [](const VocabularyRow &row, std::u16string_view key) { return row.phrase < key; });
}

constexpr std::u16string_view firstWordOf(const VocabularyRow &row)
{
    return row.phrase.substr(0, row.phrase.find(u' '));
}

/// Of the words for accounts only those for an agency count, which every account begins with.
constexpr bool isForShortKind(const VocabularyRow &row)
{
    return (row.kinds & kShortKinds & ~kBankAccount) != 0 || row.phrase == u"ag" || row.phrase == u"agencia";
}

/// Says of most words at a glance that no phrase begins with them, by three of their letters and their length.
template <size_t Bits> class FirstWords
{
public:
    template <typename IsWanted> constexpr explicit FirstWords(const IsWanted &isWanted)
    {
        for (const VocabularyRow &row : kSorted) {
            if (isWanted(row))
                add(firstWordOf(row));
        }
    }

    [[nodiscard]] constexpr bool mayHave(char16_t first, char16_t second, char16_t last, size_t length) const
    {
        const size_t bit = bitOf(first, second, last, length);
        return (m_bits[bit / 64] >> (bit % 64) & 1U) != 0;
    }

private:
    constexpr void add(std::u16string_view word)
    {
        const size_t bit = bitOf(word[0], word.size() > 1 ? word[1] : u'\0', word.back(), word.size());
        m_bits[bit / 64] |= quint64(1) << (bit % 64);
    }

    static constexpr size_t bitOf(char16_t first, char16_t second, char16_t last, size_t length)
    {
        return (first * 61U + second * 1031U + last * 4099U + length * 331U) % Bits;
    }

    std::array<quint64, Bits / 64> m_bits{};
};

constexpr FirstWords<16'384> kAllFirstWords([](const VocabularyRow &) { return true; });
constexpr FirstWords<16'384> kShortFirstWords(isForShortKind);

/// Whether a phrase for a short kind begins with this folded word.
bool beginsShortKind(std::u16string_view word)
{
    const VocabularyRow *row = firstNotBefore(word);
    for (const VocabularyRow *const end = kSorted.data() + kSorted.size(); row != end; ++row) {
        const bool isBegun = row->phrase.substr(0, word.size()) == word;
        if (!isBegun || firstWordOf(*row) != word)
            return false;
        if (isForShortKind(*row))
            return true;
    }
    return false;
}

} // namespace

const VocabularyRow *vocabularyRow(QStringView phrase, QStringView country)
{
    const std::u16string_view wanted = unitsOf(phrase);
    const VocabularyRow *const end = kSorted.data() + kSorted.size();
    for (const VocabularyRow *row = firstNotBefore(wanted); row != end && row->phrase == wanted; ++row) {
        if (row->country.empty() || row->country == unitsOf(country))
            return row;
    }
    return nullptr;
}

bool mayNameShortKind(QStringView text)
{
    constexpr qsizetype kLongestWord = 32;
    std::array<char16_t, kLongestWord> word{};
    const char16_t *const units = text.utf16();
    const qsizetype size = text.size();
    for (qsizetype at = 0; at < size; ++at) {
        if (!isLetterUnit(units[at]))
            continue;
        const qsizetype start = at;
        while (at < size && (isLetterUnit(units[at]) || units[at] == u'\'' || units[at] == u'º'))
            ++at;
        const qsizetype length = at - start;
        if (length > kLongestWord
            || !kShortFirstWords.mayHave(foldedUnit(units[start]), length > 1 ? foldedUnit(units[start + 1]) : u'\0',
                                         foldedUnit(units[at - 1]), size_t(length)))
            continue;
        std::transform(units + start, units + at, word.begin(), foldedUnit);
        if (beginsShortKind({word.data(), size_t(length)}))
            return true;
    }
    return false;
}

bool goesOn(QStringView phrase)
{
    const std::u16string_view said = unitsOf(phrase);
    const VocabularyRow *const end = kSorted.data() + kSorted.size();
    const VocabularyRow *row = firstNotBefore(said);
    while (row != end && row->phrase == said)
        ++row;
    return row != end && row->phrase.size() > said.size() && row->phrase[said.size()] == u' '
           && row->phrase.substr(0, said.size()) == said;
}

bool startsVocabulary(QStringView word)
{
    const std::u16string_view wanted = unitsOf(word);
    if (wanted.empty()
        || !kAllFirstWords.mayHave(wanted[0], wanted.size() > 1 ? wanted[1] : u'\0', wanted.back(), wanted.size()))
        return false;
    const VocabularyRow *const row = firstNotBefore(wanted);
    if (row == kSorted.data() + kSorted.size() || row->phrase.substr(0, wanted.size()) != wanted)
        return false;
    // A space sorts before every letter, so a phrase that has the word alone is the first of them.
    return row->phrase.size() == wanted.size() || row->phrase.at(wanted.size()) == u' ';
}

} // namespace atalaia
